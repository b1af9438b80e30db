namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Calls a function with this tensor's gradient whenever it has fully arrived in a walk back, before it is collected or goes
    /// further down: to read it (return null), to replace or to clip it (return another of its shape and type). Several hooks
    /// are called in the order in which they were added. The gradient handed over may be kept. Where a walk carries many
    /// directions at once, the hook is called for each. Forward mode has no gradients and so no hooks. Leaves collect when the walk
    /// has ended: a hook sees <see cref="Grad"/> as it was before, and one that throws leaves all of them so.
    /// </summary>
    /// <returns>Removes the hook when disposed.</returns>
    /// <exception cref="InvalidOperationException">The tensor was not recorded.</exception>
    /// <example><code>hidden.OnGradient(gradient => gradient.Clamp(-1, 1));</code></example>
    public IDisposable OnGradient(Func<Tensor, Tensor?> hook)
    {
        Errors.RequireNotNull(hook);
        Node node = RequireNode(nameof(OnGradient));
        return node.HooksToAddTo().Add(hook);
    }
}

/// <summary>What a user does with a node's gradient on its way.</summary>
internal sealed class GradientHooks
{
    private Hook[] hooks = [];      // replaced, never changed: a hook may add or remove hooks

    public IDisposable Add(Func<Tensor, Tensor?> call)
    {
        Hook hook = new(this, call);
        lock (this)
            hooks = [.. hooks, hook];
        return hook;
    }

    /// <summary>The gradient as the hooks leave it.</summary>
    public Tensor Call(Node node, Tensor gradient, BackwardWalk walk)
    {
        Hook[] now = hooks;
        if (now.Length == 0)
            return gradient;
        using Scope _ = Ambient.Enter(walk.UserModes);
        foreach (Hook hook in now)
            gradient = Call(hook, node, walk.ForUser(gradient));
        return gradient;
    }

    private static Tensor Call(Hook hook, Node node, Tensor gradient)
    {
        Tensor[] parts = Directions.Split(gradient, node.Shape.Rank);
        bool replaced = false;
        for (int i = 0; i < parts.Length; i++)
            if (hook.Call(parts[i]) is { } other)
            {
                parts[i] = Checked(other, node);
                replaced = true;
            }

        return replaced ? Directions.Join(parts, gradient.Shape.Leading(node.Shape.Rank), node.Shape, node.DType) : gradient;
    }

    private static Tensor Checked(Tensor replacement, Node node) =>
        replacement.DType != node.DType ? throw Errors.State(nameof(Tensor.OnGradient),
            $"a hook returns a {replacement.DType} gradient for a {node.DType} tensor", $"convert it with .Cast(DType.{node.DType})", replacement.Shape, node.Shape)
        : replacement.Shape == node.Shape ? replacement
        : throw Errors.State(nameof(Tensor.OnGradient), $"a hook returns a gradient {replacement.Described} for {node}",
            $"return one of shape {node.Shape}, or null to leave it as it is", replacement.Shape, node.Shape);

    private sealed class Hook(GradientHooks owner, Func<Tensor, Tensor?> call) : IDisposable
    {
        public Func<Tensor, Tensor?> Call => call;

        public void Dispose()
        {
            lock (owner)
                owner.hooks = [.. owner.hooks.Where(other => other != this)];
        }
    }
}

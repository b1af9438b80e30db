using System.Globalization;
using System.Text;

namespace Autograd.Drawing;

/// <summary>Says in words and numbers why a tensor has the gradient it has, or none.</summary>
internal sealed class Explanation
{
    private const int MostPaths = 10;

    private readonly Tape tape;
    private readonly Tensor x;
    private readonly string name;
    private readonly StringBuilder text = new();
    private Tensor? total;                           // the gradient, once it is known

    private Explanation(Tape tape, Tensor x)
    {
        this.tape = tape;
        this.x = x;
        name = x.Name is { } given ? $"'{Text.Shorten(given, 60)}' {x.Shape}" : x.Node is { } node ? $"#{node.Order} {node.Operation} {x.Shape}" : $"The tensor {x.Shape}";
    }

    public static string Of(Tape tape, Tensor x)
    {
        using Ambient.Stretch _ = Ambient.EnterHere(new Ambient(Recording: false));
        Explanation explanation = new(tape, x);
        explanation.Explain();
        return explanation.text.ToString().TrimEnd();
    }

    private void Explain()
    {
        if (tape.Nodes.Count == 0)
            Say($"{name} has no gradient here: nothing was recorded, so no parameter leads to the result.");
        else if (x.Node is null)
            ExplainConstant();
        else if (!tape.Nodes.Contains(x.Node))
            ExplainAside(x.Node);
        else
            ExplainPaths(x.Node);
        AddKept();
    }

    private void ExplainConstant()
    {
        if (x.Cut is not { } cut)
            Say($"{name} has no gradient: it is a constant. Make it a parameter with Tensor.Parameter, or compute it from one.");
        else
            Say($"{name} has no gradient: {Cutting(cut)}.");
    }

    /// <summary>Off the way to the result: because it was cut, if some node on the tape bears a note of that.</summary>
    private void ExplainAside(Node node)
    {
        Say($"{name} has no gradient: no path leads from it to the result.");
        bool found = false;
        foreach (Node user in tape.Nodes)
            for (CutOperand? operand = user.Cuts; operand is not null; operand = operand.Next)
                if (operand.Cut.From >= node.Order)
                {
                    found = true;
                    Say($"  {PathText.Named(user)} uses a tensor {operand.Shape} that leads no further down: {Cutting(operand.Cut)}"
                        + (operand.Cut.From == node.Order ? ". That is where the way was cut." : ", which may have been computed from it."));
                }

        if (!found)
            Say(node.Order > tape.Nodes[^1].Order ? "  It was recorded after the result."
                : "  The result was computed without it: from a copy made before, from plain numbers read from it, or not from it at all.");
    }

    private static string Cutting(TapeCut cut)
    {
        string source = $"#{cut.From} {cut.Source} {cut.SourceShape}{(cut.SourceName is { } given ? $" '{Text.Shorten(given, 60)}'" : "")}";
        return cut.By switch
        {
            nameof(Tensor.Detach) => $"it was detached from {source}",
            nameof(Tape.NoGrad) => $"it was computed by {cut.Operation} from {source} under Tape.NoGrad()",
            _ => $"it was computed by {cut.By} from {source}, through which no gradient flows",
        };
    }

    /// <summary>Why the tape cannot be walked; null where it can.</summary>
    private string? Refusal()
    {
        foreach (Node node in tape.Nodes)
            try
            {
                node.Verify(nameof(Tape.Explain));
            }
            catch (Exception error) when (error is IAutogradError)
            {
                return $" any more: {error.Message[(error.Message.IndexOf(':', StringComparison.Ordinal) + 2)..].TrimEnd('.')}{(node.IsReleased ? ", or explain before Backward" : "")}";
            }

        return null;
    }

    private void ExplainPaths(Node node)
    {
        if ((Refusal() ?? Failure(node)) is { } reason)
        {
            Say($"The gradient of {name} cannot be computed{reason}.");
            Say("The structure is known without its numbers.");
            TellAll(GradientPaths.Structure(tape, node, MostPaths));
        }

        AddFirstNotFinite(node);
    }

    /// <summary>Tells the paths with their numbers, and why that failed, if it did: rules may be a user's code.</summary>
    private string? Failure(Node node)
    {
        int begin = text.Length;
        try
        {
            GradientPaths paths = GradientPaths.Of(tape, node, MostPaths);
            total = paths.Total;
            string results = tape.Results is [{ Count: 1 } result] ? result.Name is { } given ? $"'{Text.Shorten(given, 60)}'" : "the result"
                : "the sum of the results' elements";
            Say($"The gradient of {results} with respect to {name} is {Amount.Of(paths.Total!).Text}.");
            TellAll(paths);
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            text.Length = begin;
            return $", because a rule failed: {error.GetType().Name}, {Text.Shorten(error.Message, 300).TrimEnd('.')}";
        }
    }

    private void TellAll(GradientPaths paths)
    {
        if (paths is { Count: 1, Found: [{ Steps: [] }] })
            Say("It is a result itself, where the gradient begins.");
        else if (paths.Count == 1)
            Say("It comes along one path:");
        else
            Say($"It is the sum over {Counted(paths.Count)} paths{Shown(paths)}:");
        if (paths.Found.Count == 0)
            Say("  A rule on the way hands on no gradient.");
        for (int i = 0; i < paths.Found.Count; i++)
            text.Append(PathText.Of(i + 1, paths.Found[i]));
    }

    /// <summary>Which of the paths are told.</summary>
    private static string Shown(GradientPaths paths)
    {
        int shown = paths.Found.Count;
        if (shown == 0)
            return "";
        if (paths.Total is null)
            return shown == paths.Count ? "" : $", of which {(shown == 1 ? "this is one" : $"these are {shown}")}";
        if (shown == paths.Count)
            return ", largest first";
        string largest = shown == 1 ? "this is the largest" : $"these {shown} are the largest";
        return $", of which {largest}{(paths.IsPartial ? " found before the search ended" : "")}";
    }

    /// <summary>Names the value that gradients most likely went wrong with: operands of the gates on the way, constants too, and results.</summary>
    private void AddFirstNotFinite(Node target)
    {
        KnownValues known = new(tape);
        HashSet<Node> above = [target], near = [target];
        foreach (Node node in tape.Nodes)
            if (Inputs(node).Any(above.Contains))
            {
                above.Add(node);
                near.Add(node);
                near.UnionWith(Inputs(node));
            }

        foreach (Node node in tape.Nodes)
        {
            for (int i = 0; i < node.InputCount && above.Contains(node); i++)
                if (node.InputAt(i) is null && node.OperandAt(i) is { Storage.IsReleased: false } constant && Note(constant, $"a constant {constant.Described} of {PathText.Named(node)}"))
                    return;
            if (near.Contains(node) && known.Of(node) is { } value && Note(value, PathText.Named(node)))
                return;
        }
    }

    private static IEnumerable<Node> Inputs(Node node) => Enumerable.Range(0, node.InputCount).Select(node.InputAt).OfType<Node>();

    private bool Note(Tensor value, string called)
    {
        Amount amount = Amount.Of(value);
        if (double.IsFinite(amount.Largest))
            return false;
        Say($"The first value that is not finite is {called}: {amount.Text}.");
        return true;
    }

    private void AddKept()
    {
        if (x.Node is not { } node || node is Leaf { IsParameter: false })
            return;
        if (node.PeekGrad() is { } kept)
            Say($"Its Grad holds {Amount.Of(kept).Text}, collected by Backward{(total is null || IsClose(kept, total) ? "" : ": from other walks too, or with another upstream or hooks")}.");
        else if (node.Collected is null)
            Say("Its Grad stays null: gradients are kept for parameters, and for tensors that were told to RetainGrad() before Backward.");
        else
            Say("Its Grad is null: no Backward has reached it yet, or ZeroGrad was called since.");
    }

    /// <summary>Whether only rounding tells two tensors apart; they may hold the same NaN.</summary>
    private static bool IsClose(Tensor a, Tensor b) => Amount.Of(a) is var left && Amount.Of(b) is var right
        && (left.Text == right.Text || Amount.Of(a - b).Largest <= 1e-5 * right.Largest);

    private void Say(string line) => text.Append(line).Append('\n');

    private static string Counted(double count) => count < 1e6 ? count.ToString(CultureInfo.InvariantCulture) : count.ToString("G3", CultureInfo.InvariantCulture);
}

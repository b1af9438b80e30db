using System.Runtime.CompilerServices;
using Number = Autograd.Lanes<Autograd.Width128<double>, System.Runtime.Intrinsics.Vector128<double>, double>;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// a where the condition is not 0, b elsewhere; all three broadcast. Derivative: the chosen branch gets the upstream
    /// gradient, the other exactly 0, whatever lies there; none flows to the condition.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        Errors.RequireNotNull(condition);
        Errors.RequireNotNull(a);
        Errors.RequireNotNull(b);
        Shape branches = Binary.ResultShape(a, b, nameof(Where));
        Shape shape = Broadcast.Shapes(condition.Shape, branches, nameof(Where), condition, a.Shape == branches ? a : b.Shape == branches ? b : null);
        if (condition.DType != a.DType)
            throw Errors.MixedTypes(nameof(Where), condition, a);
        Tensor result = Elementwise.Run(new WhereFunction(), shape, condition, a, b);
        if (Recorder.Wants(nameof(Where), result, a, b))
            result.Record(new WhereNode(condition, a, b, shape));
        return result;
    }

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, double a, Tensor b)
    {
        Errors.RequireNotNull(b);
        return Where(condition, Scalar(a, b.DType), b);
    }

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Tensor a, double b)
    {
        Errors.RequireNotNull(a);
        return Where(condition, a, Scalar(b, a.DType));
    }

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, double a, double b)
    {
        Errors.RequireNotNull(condition);
        return Where(condition, Scalar(a, condition.DType), Scalar(b, condition.DType));
    }
}

internal readonly struct WhereFunction : IElementwise
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Select(R.EqualTo(a, 0), c, b);
}

/// <summary>Linear in both branches: directions are chosen as the values were, never multiplied, so 0 · ∞ cannot arise.</summary>
internal sealed class WhereNode(Tensor condition, Tensor a, Tensor b, Shape shape) : Node(nameof(Tensor.Where), shape, a.DType)
{
    private readonly Node? left = a.Node, right = b.Node;
    private readonly Shape leftShape = a.Shape, rightShape = b.Shape;
    private Saved condition = new(condition.Values());

    internal override int InputCount => 2;

    internal override IEnumerable<Tensor> SavedTensors => new[] { condition.Tensor }.OfType<Tensor>();

    internal override Node? InputAt(int index) => index == 0 ? left : right;

    private protected override Rule RuleIn(RuleWords words) => new(Operation, "routes the gradient to the branch chosen");

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Wants(left))
            walk.Add(left, Broadcasting.Reduce(Tensor.Where(condition.Tensor!, upstream, 0), Shape, leftShape));
        if (walk.Wants(right))
            walk.Add(right, Broadcasting.Reduce(Tensor.Where(condition.Tensor!, 0, upstream), Shape, rightShape));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? a = Broadcasting.Expand(walk.Tangent(left), leftShape, Shape), b = Broadcasting.Expand(walk.Tangent(right), rightShape, Shape);
        return a is null ? Tensor.Where(condition.Tensor!, 0, b!)
            : b is null ? Tensor.Where(condition.Tensor!, a, 0)
            : Tensor.Where(condition.Tensor!, a, b);
    }

    private protected override void VerifySaved() => condition.Verify(this);

    private protected override void DropSaved() => condition.Drop();
}

internal readonly partial struct Traced
{
    public static Traced Select(Mask<Traced> mask, Traced a, Traced b) => (mask.Bits.tensor, a.tensor, b.tensor) switch
    {
        (null, _, _) => mask.Bits.constant != 0 ? a : b,
        ({ } condition, { } left, { } right) => new(Tensor.Where(condition, left, right)),
        ({ } condition, { } left, null) => new(Tensor.Where(condition, left, b.constant)),
        ({ } condition, null, { } right) => new(Tensor.Where(condition, a.constant, right)),
        ({ } condition, null, null) => new(Tensor.Where(condition, a.constant, b.constant)),
    };

    // Masks hold ones and zeros.
    public static Mask<Traced> And(Mask<Traced> a, Mask<Traced> b) => new(a.Bits * b.Bits);

    public static Mask<Traced> Or(Mask<Traced> a, Mask<Traced> b) => new(a.Bits + b.Bits - a.Bits * b.Bits);

    public static Mask<Traced> Not(Mask<Traced> mask) => new(1 - mask.Bits);

    private static Mask<Traced> Compare<C>(C comparison, Traced x, Traced y, string operation) where C : struct, IComparison
    {
        if (x.tensor is null && y.tensor is null)
            return new(Number.First(new MaskOf<C>(comparison).At<Number>(x.constant, y.constant, default, default)));
        DType type = (x.tensor ?? y.tensor)!.DType;
        return new(new(Comparison.Apply(comparison, x.ToTensor(type), y.ToTensor(type), operation)));
    }
}

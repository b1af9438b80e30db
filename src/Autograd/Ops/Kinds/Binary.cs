using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The kind of an elementwise function of two tensors, broadcast as NumPy's.</summary>
internal static class Binary
{
    public static Tensor Apply<F>(F formula, Tensor x, Tensor y, [CallerMemberName] string operation = "")
        where F : struct, IBinaryFormula
    {
        Tensor z = Elementwise.Run(new ValueOfTwo<F>(formula), ResultShape(x, y, operation), x, y);
        if (Recorder.Wants(operation, z, x, y))
            z.Record(new BinaryNode<F>(formula, operation, x, y, z));
        return z;
    }

    /// <summary>A scalar on the right takes the tensor's type.</summary>
    public static Tensor Apply<F>(F formula, Tensor x, double y, [CallerMemberName] string operation = "")
        where F : struct, IBinaryFormula
    {
        Errors.RequireNotNull(x, operation: operation);
        return Unary.Apply(new WithRight<F>(formula, y), x, operation);
    }

    /// <summary>A scalar on the left takes the tensor's type.</summary>
    public static Tensor Apply<F>(F formula, double x, Tensor y, [CallerMemberName] string operation = "")
        where F : struct, IBinaryFormula
    {
        Errors.RequireNotNull(y, operation: operation);
        return Unary.Apply(new WithLeft<F>(formula, x), y, operation);
    }

    /// <summary>The operands' common shape; throws when types or shapes do not go together.</summary>
    public static Shape ResultShape(Tensor x, Tensor y, string operation)
    {
        Errors.RequireNotNull(x, operation: operation);
        Errors.RequireNotNull(y, operation: operation);
        return x.DType == y.DType
            ? Broadcast.Shapes(x.Shape, y.Shape, operation, x, y)
            : throw Errors.MixedTypes(operation, x, y);
    }
}

/// <summary>z = f(x, y): each operand's gradient is the upstream times its slope, summed over what was repeated.</summary>
internal sealed class BinaryNode<F> : SavingNode where F : struct, IBinaryFormula
{
    private readonly F formula;
    private readonly Node? left, right;
    private readonly Shape leftShape, rightShape;
    private Tensor? constant;                        // an operand without a node, for pictures

    public BinaryNode(F formula, string operation, Tensor x, Tensor y, Tensor z) : base(operation, z.Shape, z.DType)
    {
        this.formula = formula;
        (left, right, leftShape, rightShape) = (x.Node, y.Node, x.Shape, y.Shape);
        Reads reads = (left is null ? 0 : F.SlopeXReads) | (right is null ? 0 : F.SlopeYReads);
        if (reads.HasFlag(Reads.X))
            this.x = new(x);
        if (reads.HasFlag(Reads.Y))
            this.y = new(y);
        if (reads.HasFlag(Reads.Z))
            this.z = new(z);
        if ((left is null ? x : right is null ? y : null) is { } other && Keeps(other))
            constant = other;
    }

    internal override int InputCount => 2;

    internal override Node? InputAt(int index) => index == 0 ? left : right;

    internal override Tensor? OperandAt(int index) =>
        (index == 0 ? x.Tensor : y.Tensor) ?? ((index == 0 ? left : right) is null ? constant : null);

    private protected override Rule RuleIn(RuleWords words) => Rule.OfTwo(formula, Operation, words);

    internal override Tensor LocalGradient(int index)
    {
        Tensor one = Tensor.Filled(1, Shape, DType);
        return index == 0 ? TimesSlopeX(one, recording: false) : TimesSlopeY(one, recording: false);
    }

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (!walk.Recording && F.SlopeXReads != Reads.Nothing && leftShape == Shape)
            walk.Add(left, new ChainOfX<F>(formula), isLast: !walk.Wants(right), upstream, x.Tensor, y.Tensor, z.Tensor);
        else if (walk.Wants(left))
            walk.Add(left, Broadcasting.Reduce(TimesSlopeX(upstream, walk.Recording), Shape, leftShape));
        if (!walk.Recording && F.SlopeYReads != Reads.Nothing && rightShape == Shape)
            walk.Add(right, new ChainOfY<F>(formula), isLast: true, upstream, x.Tensor, y.Tensor, z.Tensor);
        else if (walk.Wants(right))
            walk.Add(right, Broadcasting.Reduce(TimesSlopeY(upstream, walk.Recording), Shape, rightShape));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? a = Broadcasting.Expand(walk.Tangent(left), leftShape, Shape), b = Broadcasting.Expand(walk.Tangent(right), rightShape, Shape);
        Tensor? byLeft = a is null ? null : TimesSlopeX(a, walk.Recording);
        Tensor? byRight = b is null ? null : TimesSlopeY(b, walk.Recording);
        return byLeft is null ? byRight! : byRight is null ? byLeft : byLeft + byRight;
    }

    private protected override void DropSaved()
    {
        base.DropSaved();
        constant = null;
    }

    private Tensor TimesSlopeX(Tensor direction, bool recording) =>
        F.SlopeXReads == Reads.Nothing ? Slopes.TimesConstant(direction, Slopes.ConstantX(formula))
        : recording ? Slopes.Times(direction, formula.SlopeX(Slopes.Trace(x), Slopes.Trace(y), Slopes.Trace(z)))
        : Elementwise.Run(new ChainOfX<F>(formula), direction.Shape, direction, x.Tensor, y.Tensor, z.Tensor);

    private Tensor TimesSlopeY(Tensor direction, bool recording) =>
        F.SlopeYReads == Reads.Nothing ? Slopes.TimesConstant(direction, Slopes.ConstantY(formula))
        : recording ? Slopes.Times(direction, formula.SlopeY(Slopes.Trace(x), Slopes.Trace(y), Slopes.Trace(z)))
        : Elementwise.Run(new ChainOfY<F>(formula), direction.Shape, direction, x.Tensor, y.Tensor, z.Tensor);
}

/// <summary>A binary formula with a number for its right argument: a unary one.</summary>
internal readonly struct WithRight<F>(F formula, double right) : IUnaryFormula where F : struct, IBinaryFormula
{
    public static Reads SlopeReads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bound.Reads(F.SlopeXReads, argument: Reads.X);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => formula.Value(x, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => formula.SlopeX(x, right, y);
}

/// <summary>A binary formula with a number for its left argument: a unary one.</summary>
internal readonly struct WithLeft<F>(F formula, double left) : IUnaryFormula where F : struct, IBinaryFormula
{
    public static Reads SlopeReads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bound.Reads(F.SlopeYReads, argument: Reads.Y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => formula.Value(left, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => formula.SlopeY(left, x, y);
}

file static class Bound
{
    /// <summary>What the slope reads once the other argument is a number: the argument left over, and the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Reads Reads(Reads slope, Reads argument) =>
        ((slope & argument) != 0 ? Autograd.Reads.X : 0) | ((slope & Autograd.Reads.Z) != 0 ? Autograd.Reads.Y : 0);
}

/// <summary>The value of a binary formula, as the elementwise kernel reads it.</summary>
internal readonly struct ValueOfTwo<F>(F formula) : IElementwise where F : struct, IBinaryFormula
{
    public static Operands Reads => Operands.A | Operands.B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => formula.Value(a, b);
}

/// <summary>A direction times a binary formula's slope in x, in one pass.</summary>
internal readonly struct ChainOfX<F>(F formula) : IElementwise where F : struct, IBinaryFormula
{
    public static Operands Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Operands.A | (Operands)((int)F.SlopeXReads << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Chain(a, formula.SlopeX(b, c, d));
}

/// <summary>A direction times a binary formula's slope in y, in one pass.</summary>
internal readonly struct ChainOfY<F>(F formula) : IElementwise where F : struct, IBinaryFormula
{
    public static Operands Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Operands.A | (Operands)((int)F.SlopeYReads << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Chain(a, formula.SlopeY(b, c, d));
}

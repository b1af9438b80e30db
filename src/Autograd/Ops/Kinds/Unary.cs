using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The kind of an elementwise function of one tensor: a formula gives the kernels and every derivative.</summary>
internal static class Unary
{
    public static Tensor Apply<F>(F formula, Tensor x, [CallerMemberName] string operation = "") where F : struct, IUnaryFormula
    {
        Tensor y = Elementwise.Run(new ValueOf<F>(formula), x.Shape, x);
        if (Recorder.Wants(operation, y, x))
            y.Record(new UnaryNode<F>(formula, operation, x, y));
        return y;
    }
}

/// <summary>y = f(x): an upstream gradient and a tangent are both multiplied by the slope.</summary>
internal sealed class UnaryNode<F> : SavingNode where F : struct, IUnaryFormula
{
    private readonly F formula;
    private readonly Node input;

    public UnaryNode(F formula, string operation, Tensor x, Tensor y) : base(operation, y.Shape, y.DType)
    {
        this.formula = formula;
        input = x.Node!;
        if (F.SlopeReads.HasFlag(Reads.X))
            this.x = new(x);
        if (F.SlopeReads.HasFlag(Reads.Y))
            this.y = new(y);
    }

    internal override int InputCount => 1;

    internal override Node InputAt(int index) => input;

    internal override Tensor? OperandAt(int index) => x.Tensor;

    private protected override Rule RuleIn(RuleWords words) => Rule.Of(formula, Operation, words);

    internal override Tensor LocalGradient(int index) => TimesSlope(Tensor.Filled(1, Shape, DType), recording: false);

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Recording || (F.SlopeReads == Reads.Nothing && Slopes.Constant(formula) is 0 or 1))
            walk.Add(input, TimesSlope(upstream, walk.Recording));
        else
            walk.Add(input, new ChainOf<F>(formula), isLast: true, upstream, x.Tensor, y.Tensor);
    }

    internal override Tensor PushForward(ForwardWalk walk) => TimesSlope(walk.Tangent(input)!, walk.Recording);

    private Tensor TimesSlope(Tensor direction, bool recording) =>
        F.SlopeReads == Reads.Nothing ? Slopes.TimesConstant(direction, Slopes.Constant(formula))
        : recording ? Slopes.Times(direction, formula.Slope(Slopes.Trace(x), Slopes.Trace(y)))
        : Elementwise.Run(new ChainOf<F>(formula), direction.Shape, direction, x.Tensor, y.Tensor);
}

/// <summary>The value of a unary formula, as the elementwise kernel reads it.</summary>
internal readonly struct ValueOf<F>(F formula) : IElementwise where F : struct, IUnaryFormula
{
    public static Operands Reads => Operands.A;

    public static bool InPairs => (F.Pairs & Pairs.Value) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => formula.Value(a);
}

/// <summary>A direction times the slope of a unary formula, in one pass.</summary>
internal readonly struct ChainOf<F>(F formula) : IElementwise where F : struct, IUnaryFormula
{
    public static Operands Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Operands.A | (Operands)((int)F.SlopeReads << 1);
    }

    public static bool InPairs => (F.Pairs & Pairs.Slope) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Chain(a, formula.Slope(b, c));
}

using Number = Autograd.Lanes<Autograd.Width128<double>, System.Runtime.Intrinsics.Vector128<double>, double>;

namespace Autograd;

/// <summary>What elementwise nodes do with slopes, recorded or not.</summary>
internal static class Slopes
{
    /// <summary>A saved tensor as a formula's traced argument.</summary>
    public static Traced Trace(Saved saved) => saved.Tensor is { } tensor ? new(tensor) : default;

    /// <summary>direction · slope, recorded, so that it can be differentiated again.</summary>
    public static Tensor Times(Tensor direction, Traced slope) => slope.Constant is { } constant
        ? TimesConstant(direction, constant)
        : Traced.Chain(new(direction), slope).ToTensor(direction.DType);

    /// <summary>The same for a slope that is a tensor.</summary>
    public static Tensor Times(Tensor direction, Tensor slope) => Binary.Apply(new ChainFormula(), direction, slope, "Chain");

    /// <summary>direction · constant; the direction itself for a slope of one.</summary>
    public static Tensor TimesConstant(Tensor direction, double slope) => slope switch
    {
        1 => direction,
        0 => Tensor.Filled(0, direction.Shape, direction.DType),
        _ when double.IsFinite(slope) => direction * slope,
        _ => Times(direction, Tensor.Scalar(slope, direction.DType)),
    };

    /// <summary>The slope of a formula whose slope reads nothing.</summary>
    public static double Constant<F>(F formula) where F : struct, IUnaryFormula => Number.First(formula.Slope<Number>(0, 0));

    public static double ConstantX<F>(F formula) where F : struct, IBinaryFormula => Number.First(formula.SlopeX<Number>(0, 0, 0));

    public static double ConstantY<F>(F formula) where F : struct, IBinaryFormula => Number.First(formula.SlopeY<Number>(0, 0, 0));
}

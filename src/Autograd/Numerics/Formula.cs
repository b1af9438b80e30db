using Number = Autograd.Lanes<Autograd.Width128<double>, System.Runtime.Intrinsics.Vector128<double>, double>;

namespace Autograd;

/// <summary>Formulas at plain numbers, in double precision, as the kernels compute them.</summary>
public static class Formula
{
    /// <summary>The formula's value at a number.</summary>
    public static double Of<F>(this F formula, double x) where F : struct, IFormula => Number.First(formula.Of<Number>(x));

    /// <summary>The formula's value at two numbers.</summary>
    public static double Of<F>(this F formula, double a, double b) where F : struct, IFormula2 => Number.First(formula.Of<Number>(a, b));

    /// <summary>The formula's value at three numbers.</summary>
    public static double Of<F>(this F formula, double a, double b, double c) where F : struct, IFormula3 =>
        Number.First(formula.Of<Number>(a, b, c));

    /// <summary>The formula's value at four numbers.</summary>
    public static double Of<F>(this F formula, double a, double b, double c, double d) where F : struct, IFormula4 =>
        Number.First(formula.Of<Number>(a, b, c, d));

    /// <summary>The formula's value at five numbers.</summary>
    public static double Of<F>(this F formula, double a, double b, double c, double d, double e) where F : struct, IFormula5 =>
        Number.First(formula.Of<Number>(a, b, c, d, e));
}

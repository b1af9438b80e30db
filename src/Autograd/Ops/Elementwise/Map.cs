namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// A user's formula, elementwise, as one fused kernel. Derivative: by dual numbers in the same pass, exact; every order.
    /// At kinks a derivative is that of the branch which <see cref="IReal{R}.Select"/> chose.
    /// </summary>
    public Tensor Map<F>(F formula) where F : struct, IFormula => Mapped.Apply(new Mapping1<F>(formula), this);

    /// <summary>The same for a formula of two arguments, broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor Map<F>(F formula, Tensor a, Tensor b) where F : struct, IFormula2 =>
        Mapped.Apply(new Mapping2<F>(formula), a, b);

    /// <summary>The same for a formula of three arguments, broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor Map<F>(F formula, Tensor a, Tensor b, Tensor c) where F : struct, IFormula3 =>
        Mapped.Apply(new Mapping3<F>(formula), a, b, c);

    /// <summary>The same for a formula of four arguments, broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor Map<F>(F formula, Tensor a, Tensor b, Tensor c, Tensor d) where F : struct, IFormula4 =>
        Mapped.Apply(new Mapping4<F>(formula), a, b, c, d);

    /// <summary>The same for a formula of five arguments, broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor Map<F>(F formula, Tensor a, Tensor b, Tensor c, Tensor d, Tensor e) where F : struct, IFormula5 =>
        Mapped.Apply(new Mapping5<F>(formula), a, b, c, d, e);
}

using Number = Autograd.Lanes<Autograd.Width128<double>, System.Runtime.Intrinsics.Vector128<double>, double>;

namespace Autograd;

/// <summary>
/// The reading of a formula as recorded operations: a tensor, or a constant that has no type or shape yet. Read so, a slope
/// is differentiable itself, which gives derivatives of every order. Each function's body stands with its operation.
/// </summary>
internal readonly partial struct Traced : IReal<Traced>
{
    private readonly Tensor? tensor;
    private readonly double constant;

    public Traced(Tensor tensor) => this.tensor = tensor;

    private Traced(double constant) => this.constant = constant;

    public static implicit operator Traced(double value) => new(value);

    /// <summary>This value as a tensor of the given element type; a constant becomes a scalar.</summary>
    public Tensor ToTensor(DType type) => tensor ?? Tensor.Scalar(constant, type);

    /// <summary>The value where it is a constant.</summary>
    public double? Constant => tensor is null ? constant : null;

    private bool IsConstant(double value) => tensor is null && constant == value;

    private static Traced Apply<F>(F formula, Traced x, string operation) where F : struct, IUnaryFormula =>
        x.tensor is { } tensor ? new(Unary.Apply(formula, tensor, operation)) : new(Number.First(formula.Value<Number>(x.constant)));

    private static Traced Apply<F>(F formula, Traced x, Traced y, string operation) where F : struct, IBinaryFormula =>
        (x.tensor, y.tensor) switch
        {
            ({ } a, { } b) => new(Binary.Apply(formula, a, b, operation)),
            ({ } a, null) => new(Binary.Apply(formula, a, y.constant, operation)),
            (null, { } b) => new(Binary.Apply(formula, x.constant, b, operation)),
            _ => new(Number.First(formula.Value<Number>(x.constant, y.constant))),
        };
}

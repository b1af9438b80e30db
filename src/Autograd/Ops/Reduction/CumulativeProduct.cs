namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Running products along an axis. Derivative: exact where elements are 0, and to every order: products are formed by
    /// doubling strides, and nothing is divided.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CumulativeProduct(int axis) => Doubling.Scan(this, axis, static (a, b) => a * b, nameof(CumulativeProduct));
}

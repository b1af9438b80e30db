namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Running ln Σ eˣ along an axis, without overflow; −∞ as long as all elements are. Derivative: the upstream gradients
    /// yet to come, each times the element's share of its sum, eˣ⁻ʸ with y the result; 0 where y is −∞.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CumulativeLogSumExp(int axis)
    {
        Tensor y = Doubling.Scan(this, axis, static (a, b) => a.LogAddExp(b), nameof(CumulativeLogSumExp));
        Tensor isNothing = y.Values().EqualTo(double.NegativeInfinity);
        return isNothing.Any().ToDouble() == 0 ? y : Where(isNothing, double.NegativeInfinity, y);
    }
}

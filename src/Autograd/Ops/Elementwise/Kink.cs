namespace Autograd;

/// <summary>What a function's slope is said to be where it has none.</summary>
internal static class Kink
{
    /// <summary>The subgradient of least magnitude between two one-sided slopes: 0 when they differ in sign.</summary>
    public static double Slope(double left, double right) =>
        left * right <= 0 ? 0 : Math.Abs(left) < Math.Abs(right) ? left : right;
}

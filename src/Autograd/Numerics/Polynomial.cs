namespace Autograd;

internal static class Polynomial
{
    /// <summary>Horner's rule: coefficients[0] + coefficients[1] · x + …</summary>
    public static double Evaluate(ReadOnlySpan<double> coefficients, double x)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            value = Math.FusedMultiplyAdd(value, x, coefficients[i]);
        }

        return value;
    }
}

namespace Autograd.Tests.Optimization.LeastSquaresProblems;

/// <summary>A problem of Moré, Garbow and Hillstrom's collection: make the sum of squares small.</summary>
/// <param name="Number">As in the paper.</param>
/// <param name="Residuals">Of the parameters [n]; gives [m].</param>
/// <param name="Start">The standard start.</param>
/// <param name="Minima">The sums of squares at known minima, also at those far out, where parameters grow without end; the least first.</param>
internal sealed record LeastSquaresProblem(int Number, string Name, double[] Start, double[] Minima, Func<Tensor, Tensor> Residuals)
{
    /// <summary>All 35, in the paper's order. Source: Moré, Garbow, Hillstrom, Testing Unconstrained Optimization Software, 1981.</summary>
    public static IReadOnlyList<LeastSquaresProblem> All { get; } =
        [.. FewParameters.All, .. ManyObservations.All, .. AnyNumberOfParameters.All, .. Equations.All];

    /// <summary>The standard start times a factor; from 0, as the paper does, a vector of the factor.</summary>
    public double[] StartTimes(double factor) =>
        Array.TrueForAll(Start, static value => value == 0) && factor != 1 ? [.. Start.Select(_ => factor)] : [.. Start.Select(value => factor * value)];

    /// <summary>1, 2, …, n as a tensor.</summary>
    public static Tensor Count(int n) => Tensor.Arange(1.0, n + 1.0, 1.0);
}

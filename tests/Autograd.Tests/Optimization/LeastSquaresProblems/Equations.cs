namespace Autograd.Tests.Optimization.LeastSquaresProblems;

/// <summary>Systems of equations for any number of unknowns, and linear functions of them.</summary>
internal static class Equations
{
    public static LeastSquaresProblem[] All { get; } =
    [
        new(27, "Brown almost-linear", AnyNumberOfParameters.Repeated(10, 0.5), [0, 1], static x =>
            Tensor.Concat([x[..^1] + x.Sum() - 11, x.Prod().Reshape(1) - 1])),
        new(28, "Discrete boundary value", Parabola(10), [0], static x =>
        {
            const double h = 1.0 / 11;
            Tensor t = h * LeastSquaresProblem.Count(10), padded = x.Pad([(1, 1)]);
            return 2 * x - padded[..^2] - padded[2..] + h * h / 2 * (x + t + 1).Pow(3);
        }),
        new(29, "Discrete integral equation", Parabola(10), [0], static x =>
        {
            const double h = 1.0 / 11;
            Tensor t = h * LeastSquaresProblem.Count(10), cubes = (x + t + 1).Pow(3), sums = (t * cubes).CumulativeSum(0);
            Tensor rest = (1 - t) * cubes;
            return x + h / 2 * ((1 - t) * sums + t * (rest.Sum() - rest.CumulativeSum(0)));
        }),
        new(30, "Broyden tridiagonal", AnyNumberOfParameters.Repeated(10, -1), [0], static x =>
        {
            Tensor padded = x.Pad([(1, 1)]);
            return (3 - 2 * x) * x - padded[..^2] - 2 * padded[2..] + 1;
        }),
        new(31, "Broyden banded", AnyNumberOfParameters.Repeated(10, -1), [0], static x =>
        {
            Tensor products = (x * (1 + x)).Pad([(5, 1)]), sum = products[6..];
            for (int k = 0; k < 5; k++)
                sum += products[k..(k + 10)];
            return x * (2 + 5 * x.Square()) + 1 - sum;
        }),
        new(32, "Linear, full rank", AnyNumberOfParameters.Repeated(10, 1), [10], static x =>
            Tensor.Concat([x, Tensor.Zeros<double>(10)]) - 0.1 * x.Sum() - 1),
        new(33, "Linear, rank 1", AnyNumberOfParameters.Repeated(10, 1), [20.0 * 19 / (2 * 41)], static x =>
            LeastSquaresProblem.Count(20) * (LeastSquaresProblem.Count(10) * x).Sum() - 1),
        new(34, "Linear, rank 1 with zeros", AnyNumberOfParameters.Repeated(10, 1), [(400.0 + 60 - 6) / (2 * 37)], static x =>
        {
            Tensor factors = Tensor.Concat([Tensor.Zeros<double>(1), LeastSquaresProblem.Count(18), Tensor.Zeros<double>(1)]);
            Tensor inner = Tensor.Concat([Tensor.Zeros<double>(1), Tensor.Arange(2.0, 10.0, 1.0), Tensor.Zeros<double>(1)]);
            return factors * (inner * x).Sum() - 1;
        }),
        new(35, "Chebyquad", [.. Enumerable.Range(1, 8).Select(static i => i / 9.0)], [3.51687372567e-3], Chebyquad),
    ];

    /// <summary>Means of the shifted Chebyshev polynomials over the unknowns, minus their integrals over [0, 1].</summary>
    private static Tensor Chebyquad(Tensor x)
    {
        Tensor previous = Tensor.Ones<double>(8), current = 2 * x - 1, twice = 2 * current;
        List<Tensor> residuals = [];
        for (int i = 1; i <= 8; i++)
        {
            residuals.Add(current.Mean() + (i % 2 == 0 ? 1.0 / (i * i - 1) : 0));
            (previous, current) = (current, twice * current - previous);
        }

        return Tensor.Stack(residuals);
    }

    private static double[] Parabola(int n) => [.. Enumerable.Range(1, n).Select(i => (double)i / (n + 1) * ((double)i / (n + 1) - 1))];
}

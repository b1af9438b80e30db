namespace Autograd.Tests.Optimization.LeastSquaresProblems;

/// <summary>Problems that are defined for any number of parameters, n, with sums over all of them.</summary>
internal static class AnyNumberOfParameters
{
    public static LeastSquaresProblem[] All { get; } =
    [
        new(20, "Watson", new double[12], [4.72238e-10], Watson),
        new(21, "Extended Rosenbrock", Repeated(10, -1.2, 1), [0], static x =>
        {
            Tensor pairs = x.Reshape(-1, 2);
            return Tensor.Stack([10 * (pairs[.., 1] - pairs[.., 0].Square()), 1 - pairs[.., 0]]).Flatten();
        }),
        new(22, "Extended Powell singular", Repeated(8, 3, -1, 0, 1), [0], static x =>
        {
            Tensor fours = x.Reshape(-1, 4), a = fours[.., 0], b = fours[.., 1], c = fours[.., 2], d = fours[.., 3];
            return Tensor.Stack([a + 10 * b, Math.Sqrt(5) * (c - d), (b - 2 * c).Square(), Math.Sqrt(10) * (a - d).Square()]).Flatten();
        }),
        new(23, "Penalty I", [1, 2, 3, 4], [2.24997750e-5], static x =>
            Tensor.Concat([Math.Sqrt(1e-5) * (x - 1), (x.Square().Sum() - 0.25).Reshape(1)])),
        new(24, "Penalty II", [0.5, 0.5, 0.5, 0.5], [9.37629e-6], static x =>
        {
            Tensor i = LeastSquaresProblem.Count(4), data = (i / 10).Exp(), e = (x / 10).Exp();
            return Tensor.Concat(
            [
                x[..1] - 0.2,
                Math.Sqrt(1e-5) * (e[1..] + e[..^1] - data[1..] - data[..^1]),
                Math.Sqrt(1e-5) * (e[1..] - Math.Exp(-0.1)),
                ((5 - i) * x.Square()).Sum().Reshape(1) - 1,
            ]);
        }),
        new(25, "Variably dimensioned", [.. Enumerable.Range(1, 10).Select(static i => 1 - i / 10.0)], [0], static x =>
        {
            Tensor sum = (LeastSquaresProblem.Count(10) * (x - 1)).Sum().Reshape(1);
            return Tensor.Concat([x - 1, sum, sum.Square()]);
        }),
        new(26, "Trigonometric", Repeated(10, 0.1), [0, 2.79506e-5], static x =>
            10 - x.Cos().Sum() + LeastSquaresProblem.Count(10) * (1 - x.Cos()) - x.Sin()),
    ];

    public static double[] Repeated(int n, params double[] values) => [.. Enumerable.Range(0, n).Select(i => values[i % values.Length])];

    private static Tensor Watson(Tensor x)
    {
        Tensor t = LeastSquaresProblem.Count(29) / 29;
        Tensor powers = Tensor.Stack([.. Enumerable.Range(0, 12).Select(j => t.Pow(j))], axis: 1);
        Tensor slope = powers[.., ..11].MatMul(LeastSquaresProblem.Count(11) * x[1..]), value = powers.MatMul(x);
        return Tensor.Concat([slope - value.Square() - 1, x[..1], x[1..2] - x[..1].Square() - 1]);
    }
}

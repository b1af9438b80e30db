namespace Autograd.Tests.Optimization.LeastSquaresProblems;

/// <summary>Problems of two to four parameters whose residuals are written one by one.</summary>
internal static class FewParameters
{
    public static LeastSquaresProblem[] All { get; } =
    [
        new(1, "Rosenbrock", [-1.2, 1], [0], static x => Tensor.Stack([10 * (x[1] - x[0].Square()), 1 - x[0]])),
        new(2, "Freudenstein and Roth", [0.5, -2], [0, 48.98425367924], static x => Tensor.Stack(
        [
            -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1],
            -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1],
        ])),
        new(3, "Powell badly scaled", [0, 1], [0], static x => Tensor.Stack([1e4 * x[0] * x[1] - 1, (-x).Exp().Sum() - 1.0001])),
        new(4, "Brown badly scaled", [1, 1], [0], static x => Tensor.Stack([x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2])),
        new(5, "Beale", [1, 1], [0, 0.45202768], static x =>
            Tensor.From([1.5, 2.25, 2.625]) - x[0] * Tensor.Stack([1 - x[1], 1 - x[1].Pow(2), 1 - x[1].Pow(3)])),
        new(7, "Helical valley", [-1, 0, 0], [0], HelicalValley),
        new(13, "Powell singular", [3, -1, 0, 1], [0], static x => Tensor.Stack(
        [
            x[0] + 10 * x[1],
            Math.Sqrt(5) * (x[2] - x[3]),
            (x[1] - 2 * x[2]).Square(),
            Math.Sqrt(10) * (x[0] - x[3]).Square(),
        ])),
        new(14, "Wood", [-3, -1, -3, -1], [0], static x => Tensor.Stack(
        [
            10 * (x[1] - x[0].Square()),
            1 - x[0],
            Math.Sqrt(90) * (x[3] - x[2].Square()),
            1 - x[2],
            Math.Sqrt(10) * (x[1] + x[3] - 2),
            (x[1] - x[3]) / Math.Sqrt(10),
        ])),
    ];

    /// <summary>θ is the angle in turns, from −¼ to ¾: it jumps on the negative half of the axis x₁ = 0.</summary>
    private static Tensor HelicalValley(Tensor x)
    {
        Tensor turns = (x[1] / x[0]).Atan() / (2 * Math.PI);
        if (x[0].ToDouble() < 0)
            turns += 0.5;
        return Tensor.Stack([10 * (x[2] - 10 * turns), 10 * ((x[0].Square() + x[1].Square()).Sqrt() - 1), x[2]]);
    }
}

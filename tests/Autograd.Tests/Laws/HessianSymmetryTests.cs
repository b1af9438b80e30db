namespace Autograd.Tests.Laws;

/// <summary>Every Hessian equals its transpose: of each specimen's sum of squares, reverse over reverse and forward over reverse.</summary>
public sealed class HessianSymmetryTests
{
    private const int MostElements = 8;

    /// <summary>Small specimens that have a second derivative.</summary>
    public static TheoryData<string> All => [.. Specimens.All
        .Where(static specimen => specimen.Orders > 1 && specimen.Operands.Sum(static operand => operand.Shape.Aggregate(1, static (a, b) => a * b)) is > 1 and <= MostElements)
        .Select(static specimen => specimen.ToString())];

    [Theory, MemberData(nameof(All))]
    public void EqualsItsTranspose(string name)
    {
        Specimen specimen = Specimens.Named(name);
        Trial trial = Trial.Of(specimen, DType.Float64, Arrangement.Straight);
        Shape[] shapes = [.. trial.Operands.Select(static operand => operand.Shape)];
        int[] counts = [.. shapes.Select(static shape => shape.ElementCount)];
        Tensor f(Tensor all)
        {
            Tensor[] parts = new Tensor[shapes.Length];
            for (int i = 0, start = 0; i < parts.Length; start += counts[i++])
                parts[i] = all[start..(start + counts[i])].Reshape(shapes[i]);
            Tensor y = specimen.Function(parts);
            return (y * Weights(y.Shape)).Sum() + 0.5 * y.Square().Sum();
        }

        Tensor at = Tensor.Concat([.. trial.Operands.Select(static operand => operand.Flatten())]);
        int n = at.Count;
        double[] forward = Differentiate.Hessian(f, at).Doubles();
        double[] reverse = Differentiate.Jacobian(x => Differentiate.Gradient(f, x), at, JacobianMode.Reverse).Doubles();
        double scale = 1e-3 + forward.Max(Math.Abs);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                forward[i * n + j].Should().BeApproximately(forward[j * n + i], 1e-11 * specimen.Slack * scale, $"of {name}, elements {i} and {j}, forward over reverse");
                reverse[i * n + j].Should().BeApproximately(forward[j * n + i], 1e-11 * specimen.Slack * scale, $"of {name}, elements {i} and {j}, reverse over reverse");
            }
    }

    /// <summary>At exponents where one partial derivative is exactly zero, and at the folds of a user's formula.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(0.5, 0)]
    [InlineData(1, 1)]
    public void EqualsItsTransposeAtSpecialPowers(double x, double y)
    {
        double[][] hessian = Tests.Derivatives.Hessian(static t => t[0].Pow(t[1]), Tensor.From([x, y]));
        hessian[0][1].Should().BeApproximately(Math.Pow(x, y - 1) * (1 + y * Math.Log(x)), 1e-13);
        hessian[1][0].Should().Be(hessian[0][1]);
        double[] mapped = Differentiate.Hessian(static t => Tensor.Map(new Powers(), t[0], t[1]), Tensor.From([x, y])).Doubles();
        mapped[1].Should().BeApproximately(hessian[0][1], 1e-13);
        mapped[2].Should().BeApproximately(hessian[0][1], 1e-13);
    }

    private static Tensor Weights(Shape shape) => Tensor.Linspace(0.5, 1.5, Math.Max(2, shape.ElementCount))[..shape.ElementCount].Reshape(shape);

    private readonly struct Powers : IFormula2
    {
        public R Of<R>(R a, R b) where R : struct, IReal<R> => R.Pow(a, b);
    }
}

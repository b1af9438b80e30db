using Autograd;

namespace Curvature;

/// <summary>f(x, y) = (x² + y − 11)² + (x + y² − 7)²: four minima, one maximum and four saddles between them.</summary>
public static class Himmelblau
{
    /// <summary>The values at points along the last axis.</summary>
    public static Tensor Value(Tensor point)
    {
        Tensor x = point.Select(-1, 0), y = point.Select(-1, 1);
        return (x.Square() + y - 11).Square() + (x + y.Square() - 7).Square();
    }

    public static Tensor Gradient(double x, double y)
    {
        (double u, double v) = (x * x + y - 11, x + y * y - 7);
        return Tensor.From([4 * x * u + 2 * v, 2 * u + 4 * y * v]);
    }

    public static Tensor Hessian(double x, double y)
    {
        (double along, double mixed, double across) = SecondDerivatives(x, y);
        return Tensor.From(new[,] { { along, mixed }, { mixed, across } });
    }

    public static double Laplacian(double x, double y)
    {
        (double along, _, double across) = SecondDerivatives(x, y);
        return along + across;
    }

    /// <summary>The Hessian's eigenvalues, ascending: of a symmetric 2 × 2 matrix they have a closed form.</summary>
    public static Tensor Curvatures(Tensor point)
    {
        (double along, double mixed, double across) = SecondDerivatives(point[0].ToDouble(), point[1].ToDouble());
        (double middle, double radius) = ((along + across) / 2, double.Hypot((along - across) / 2, mixed));
        return Tensor.From([middle - radius, middle + radius]);
    }

    /// <summary>
    /// The minima, by x. Both squares vanish where x⁴ − 22x² + x + 114 = (x − 3)(x³ + 3x² − 13x − 38) = 0 and y = 11 − x². With
    /// x = t − 1 the cubic is t³ − 16t − 23, whose three roots Viète gave by cosines.
    /// </summary>
    public static Tensor Minima()
    {
        double angle = Math.Acos(69.0 / 32 * Math.Sqrt(3.0 / 16)) / 3;
        IEnumerable<double> roots = Enumerable.Range(0, 3)
            .Select(k => 2 * Math.Sqrt(16.0 / 3) * Math.Cos(angle - 2 * Math.PI * k / 3) - 1);
        return Tensor.Stack([.. roots.Append(3).Order().Select(x => Tensor.From([x, 11 - x * x]))]);
    }

    private static (double Along, double Mixed, double Across) SecondDerivatives(double x, double y) =>
        (12 * x * x + 4 * y - 42, 4 * (x + y), 12 * y * y + 4 * x - 26);
}

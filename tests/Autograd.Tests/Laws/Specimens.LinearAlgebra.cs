namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    private static IEnumerable<Specimen> LinearAlgebra =>
    [
        .. Solved([3, 3], [3]), .. Solved([3, 3], [3, 2]), .. Solved([2, 3, 3], [2, 3]), .. Solved([2, 3, 3], [3]), .. Solved([3, 3], [2, 3, 2]),
        .. Solved([2, 1, 3, 3], [2, 3, 1]), .. Solved([1, 1], [1]), .. Solved([0, 0], [0, 2]), .. Solved([3, 3], [3, 0]), .. Solved([0, 2, 2], [2]),
        .. Inverted([3, 3]), .. Inverted([2, 3, 3]), .. Inverted([1, 1]), .. Inverted([0, 0]),
        .. Determinants([3, 3]), .. Determinants([2, 3, 3]), .. Determinants([2, 2]), .. Determinants([1, 1]), .. Determinants([0, 0]), .. Determinants([2, 0, 0]),
        .. Factored([3, 3]), .. Factored([2, 3, 3]), .. Factored([1, 1]), .. Factored([0, 0]),
        .. Eigen([3, 3]), .. Eigen([2, 3, 3]), .. Eigen([1, 1]), .. Eigen([0, 0]),
        .. Singular([3, 3]), .. Singular([4, 3]), .. Singular([2, 3]), .. Singular([2, 3, 2]), .. Singular([1, 3]), .. Singular([0, 2]),
    ];

    private static IEnumerable<Specimen> Solved(int[] left, int[] right)
    {
        yield return Of("Solve", $"{Text(left)} {Text(right)}", [new(left, -1, 1), new(right)], x => Shifted(x[0]).Solve(x[1]), x =>
        {
            Nd a = Shifted(x[0]);
            bool vectors = right.Length == 1 || right.SequenceEqual(left[..^1]);
            Nd b = vectors ? new([.. right, 1], x[1].Data) : x[1];
            int[] batch = Together(a.Shape[..^2], b.Shape[..^2]), columns = vectors ? [] : [b.Shape[^1]];
            Nd full = Nd.Build([.. batch, .. b.Shape[^2..]], i =>
                Elimination(Plane(a, i[..^2], left[^1], left[^1]), Plane(b, i[..^2], left[^1], b.Shape[^1]))[i[^2], i[^1]]);
            return new([.. batch, b.Shape[^2], .. columns], full.Data);
        }) with { Slack = 4 };
    }

    private static IEnumerable<Specimen> Inverted(int[] shape)
    {
        yield return Of("Inverse", Text(shape), [new(shape, -1, 1)], x => Shifted(x[0]).Inverse(), x =>
            Nd.Build(shape, i => Elimination(Plane(Shifted(x[0]), i[..^2], shape[^1], shape[^1]), Identity(shape[^1]))[i[^2], i[^1]])) with { Slack = 4 };
    }

    private static IEnumerable<Specimen> Determinants(int[] shape)
    {
        yield return Of("Determinant", Text(shape), [new(shape)], x => x[0].Determinant(),
            x => Nd.Build(shape[..^2], i => Leibniz(Plane(x[0], i, shape[^1], shape[^1])))) with { Slack = 8 };
        yield return Of("LogDeterminant", Text(shape), [new(shape, -1, 1)], x => Shifted(x[0]).LogDeterminant(),
            x => Nd.Build(shape[..^2], i => Math.Log(Math.Abs(Leibniz(Plane(Shifted(x[0]), i, shape[^1], shape[^1])))))) with { Slack = 4 };
    }

    private static IEnumerable<Specimen> Factored(int[] shape)
    {
        yield return Of("Cholesky", Text(shape), [new(shape, -1, 1)], x => (x[0].MatMul(x[0].Transpose()) + Unit(x[0])).Cholesky(), x =>
            Nd.Build(shape, i => Lower(Plane(x[0], i[..^2], shape[^1], shape[^1]))[i[^2], i[^1]])) with { Slack = 8 };
    }

    private static IEnumerable<Specimen> Eigen(int[] shape)
    {
        int n = shape[^1];
        (double[] Values, double[,] Vectors) Expected(Nd x, int[] batch) => Jacobi(Plane(Symmetric(x), batch, n, n));
        yield return Of("SymmetricEigen", $"values {Text(shape)}", [new(shape, -1, 1)], x => Symmetric(x[0]).SymmetricEigen().Values,
            x => Nd.Build(shape[..^1], i => Expected(x[0], i[..^1]).Values[i[^1]])) with { Slack = 8 };
        yield return Of("SymmetricEigen", $"vectors {Text(shape)}", [new(shape, -1, 1)], x => Symmetric(x[0]).SymmetricEigen().Vectors.Square(),
            x => Nd.Build(shape, i => Math.Pow(Expected(x[0], i[..^2]).Vectors[i[^2], i[^1]], 2))) with { Slack = 16 };
        yield return Of("SymmetricEigen", $"rebuilt {Text(shape)}", [new(shape, -1, 1)], x =>
        {
            (Tensor values, Tensor vectors) = Symmetric(x[0]).SymmetricEigen();
            return (vectors * values.Exp().Unsqueeze(-2)).MatMul(vectors.Transpose());
        }, x => Nd.Build(shape, i =>
        {
            (double[] values, double[,] vectors) = Expected(x[0], i[..^2]);
            return Enumerable.Range(0, n).Sum(p => Math.Exp(values[p]) * vectors[i[^2], p] * vectors[i[^1], p]);
        })) with { Slack = 16 };
    }

    private static IEnumerable<Specimen> Singular(int[] shape)
    {
        int rows = shape[^2], columns = shape[^1], count = Math.Min(rows, columns);
        (double[,] U, double[] S, double[,] V) Expected(Nd x, int[] batch) => Thin(Plane(Spread(x), batch, rows, columns));
        yield return Of("Svd", $"values {Text(shape)}", [new(shape, -1, 1)], x => Spread(x[0]).Svd().S,
            x => Nd.Build([.. shape[..^2], count], i => Expected(x[0], i[..^1]).S[i[^1]])) with { Slack = 8 };
        yield return Of("Svd", $"left {Text(shape)}", [new(shape, -1, 1)], x => Spread(x[0]).Svd().U.Square(),
            x => Nd.Build([.. shape[..^2], rows, count], i => Math.Pow(Expected(x[0], i[..^2]).U[i[^2], i[^1]], 2))) with { Slack = 16 };
        yield return Of("Svd", $"right {Text(shape)}", [new(shape, -1, 1)], x => Spread(x[0]).Svd().Vt.Square(),
            x => Nd.Build([.. shape[..^2], count, columns], i => Math.Pow(Expected(x[0], i[..^2]).V[i[^1], i[^2]], 2))) with { Slack = 16 };
        yield return Of("Svd", $"rebuilt {Text(shape)}", [new(shape, -1, 1)], x =>
        {
            (Tensor u, Tensor s, Tensor vt) = Spread(x[0]).Svd();
            return (u * s.Log().Unsqueeze(-2)).MatMul(vt);
        }, x => Nd.Build(shape, i =>
        {
            (double[,] u, double[] s, double[,] v) = Expected(x[0], i[..^2]);
            return Enumerable.Range(0, count).Sum(p => u[i[^2], p] * Math.Log(s[p]) * v[i[^1], p]);
        })) with { Slack = 16 };
    }

    private static string Text(int[] shape) => $"[{string.Join(',', shape)}]";

    // Well-conditioned, symmetric with eigenvalues apart, and with singular values apart.
    private static Tensor Shifted(Tensor x) => x + 4 * Unit(x);

    private static Nd Shifted(Nd x) => Nd.Build(x.Shape, i => x[i] + (i[^1] == i[^2] ? 4 : 0));

    private static Tensor Symmetric(Tensor x) => (x + x.Transpose()) * 0.25 + Steps(x);

    private static Nd Symmetric(Nd x) => Nd.Build(x.Shape, i => (x[i] + x[[.. i[..^2], i[^1], i[^2]]]) * 0.25 + (i[^1] == i[^2] ? 2 * i[^1] + 1 : 0));

    private static Tensor Spread(Tensor x) => x * 0.5 + Steps(x);

    private static Nd Spread(Nd x) => Nd.Build(x.Shape, i => x[i] * 0.5 + (i[^1] == i[^2] ? 2 * i[^1] + 1 : 0));

    private static Tensor Unit(Tensor x) => Tensor.Eye<double>(x.Shape[-1]).Cast(x.DType);

    private static Tensor Steps(Tensor x)
    {
        double[,] values = new double[x.Shape[-2], x.Shape[-1]];
        for (int i = 0; i < Math.Min(values.GetLength(0), values.GetLength(1)); i++)
            values[i, i] = 2 * i + 1;
        return Tensor.From(values).Cast(x.DType);
    }

    private static Nd Identity(int n) => Nd.Build([n, n], i => i[0] == i[1] ? 1 : 0);

    /// <summary>One matrix of a batch, which may be broadcast.</summary>
    private static Nd Plane(Nd x, int[] batch, int rows, int columns) => Nd.Build([rows, columns], i => x.Repeated([.. batch, .. i]));

    /// <summary>Gauss–Jordan, without exchanges: for matrices with a heavy diagonal.</summary>
    private static Nd Elimination(Nd a, Nd b)
    {
        int n = a.Shape[0], width = b.Shape[1];
        double[,] rows = new double[n, n + width];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n + width; j++)
                rows[i, j] = j < n ? a[i, j] : b[i, j - n];
        for (int p = 0; p < n; p++)
        {
            double pivot = rows[p, p];
            for (int j = 0; j < n + width; j++)
                rows[p, j] /= pivot;
            for (int i = 0; i < n; i++)
                if (i != p && rows[i, p] is var factor)
                    for (int j = 0; j < n + width; j++)
                        rows[i, j] -= factor * rows[p, j];
        }

        return Nd.Build([n, width], i => rows[i[0], n + i[1]]);
    }

    /// <summary>Expansion along the first row.</summary>
    private static double Leibniz(Nd a)
    {
        int n = a.Shape[0];
        return n == 0 ? 1 : Enumerable.Range(0, n).Sum(p => (p % 2 == 0 ? 1 : -1) * a[0, p]
            * Leibniz(Nd.Build([n - 1, n - 1], i => a[i[0] + 1, i[1] < p ? i[1] : i[1] + 1])));
    }

    /// <summary>The Cholesky factor of m·mᵀ + 1, row by row.</summary>
    private static double[,] Lower(Nd m)
    {
        int n = m.Shape[0];
        double[,] l = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double rest = (i == j ? 1 : 0) + Enumerable.Range(0, n).Sum(p => m[i, p] * m[j, p]) - Enumerable.Range(0, j).Sum(p => l[i, p] * l[j, p]);
                l[i, j] = i == j ? Math.Sqrt(rest) : rest / l[j, j];
            }

        return l;
    }

    /// <summary>Eigenvalues, ascending, and vectors of a symmetric matrix, by rotations.</summary>
    private static (double[] Values, double[,] Vectors) Jacobi(Nd a)
    {
        int n = a.Shape[0];
        double[,] m = new double[n, n], v = new double[n, n];
        for (int i = 0; i < n * n; i++)
            (m[i / n, i % n], v[i / n, i % n]) = (a[i / n, i % n], i / n == i % n ? 1 : 0);
        for (int sweep = 0; sweep < 30; sweep++)
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++)
                {
                    double angle = 0.5 * Math.Atan2(2 * m[p, q], m[q, q] - m[p, p]), c = Math.Cos(angle), s = Math.Sin(angle);
                    for (int i = 0; i < n; i++)
                        (m[i, p], m[i, q]) = (c * m[i, p] - s * m[i, q], s * m[i, p] + c * m[i, q]);
                    for (int i = 0; i < n; i++)
                        (m[p, i], m[q, i], v[i, p], v[i, q]) = (c * m[p, i] - s * m[q, i], s * m[p, i] + c * m[q, i],
                            c * v[i, p] - s * v[i, q], s * v[i, p] + c * v[i, q]);
                }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => m[i, i])];
        double[,] sorted = new double[n, n];
        for (int i = 0; i < n * n; i++)
            sorted[i / n, i % n] = v[i / n, order[i % n]];
        return ([.. order.Select(i => m[i, i])], sorted);
    }

    /// <summary>The thin singular value decomposition, by way of the eigenvectors of the smaller Gram matrix.</summary>
    private static (double[,] U, double[] S, double[,] V) Thin(Nd a)
    {
        int rows = a.Shape[0], columns = a.Shape[1];
        if (rows < columns)
        {
            (double[,] left, double[] same, double[,] right) = Thin(Nd.Build([columns, rows], i => a[i[1], i[0]]));
            return (right, same, left);
        }

        (double[] values, double[,] vectors) = Jacobi(Nd.Build([columns, columns], i => Enumerable.Range(0, rows).Sum(p => a[p, i[0]] * a[p, i[1]])));
        double[] s = [.. values.Reverse().Select(Math.Sqrt)];
        double[,] u = new double[rows, columns], v = new double[columns, columns];
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < columns; i++)
                v[i, j] = vectors[i, columns - 1 - j];
            for (int i = 0; i < rows; i++)
                u[i, j] = Enumerable.Range(0, columns).Sum(p => a[i, p] * v[p, j]) / s[j];
        }

        return (u, s, v);
    }
}

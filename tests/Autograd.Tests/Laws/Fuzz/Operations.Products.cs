namespace Autograd.Tests.Laws.Fuzz;

internal static partial class Operations
{
    private static IEnumerable<Operation> Products =>
    [
        new("MatMul", (c, shape) => shape.Length == 0 || shape[^1] == 0 ? null : new([],
            [.. shape.Length > 2 && c.Next(2) == 1 ? shape[..^2].Select(size => c.Next(2) == 0 ? size : 1) : [], shape[^1],
                c.Size()]),
            (x, _) => x[0].MatMul(x[1]), (x, _) => x[0].Rank == 1 ? Without(Product(x[0].Reshaped([1, x[0].Shape[0]]), x[1]), 0)
                : Product(x[0], x[1]), _ => "{0}.MatMul({1})") { Weight = 4 },
        new("MatMul", (_, shape) => shape.Length < 2 ? null : new([], [shape[^1]]), (x, _) => x[0].MatMul(x[1]),
            (x, _) => Without(Product(x[0], x[1].Reshaped([x[1].Shape[0], 1])), x[0].Rank - 1), _ => "{0}.MatMul({1})"),
        new("Linear", (c, shape) => shape.Length == 0 || c.Size() is var width && width < 0 ? null
            : new([], [shape[^1], width], [width]), (x, _) => x[0].Linear(x[1], x[2]),
            (x, _) => (x[0].Rank == 1 ? Without(Product(x[0].Reshaped([1, x[0].Shape[0]]), x[1]), 0)
                : Product(x[0], x[1])).With(x[2], (a, b) => a + b), _ => "{0}.Linear({1}, {2})") { Weight = 2 },
        new("Dot", (_, shape) => shape.Length != 1 ? null : new([], shape), (x, _) => x[0].Dot(x[1]),
            (x, _) => Scalar(Number.Sum(x[0].With(x[1], (a, b) => a * b).Values)), _ => "{0}.Dot({1})"),
        new("Outer", (c, shape) => shape.Length != 1 ? null : new([], [c.Size()]), (x, _) => x[0].Outer(x[1]),
            (x, _) => Grid.From([x[0].Shape[0], x[1].Shape[0]], i => x[0].Values[i[0]] * x[1].Values[i[1]]),
                _ => "{0}.Outer({1})"),
        new("Einsum", (c, shape) => shape.Length < 2 ? null : new([], [c.Size(), .. shape[^2..]]),
            (x, _) => Tensor.Einsum("...ij,kij->k...i", x[0], x[1]),
            (x, _) => Grid.From([x[1].Shape[0], .. x[0].Shape[..^1]],
                i => Number.Sum(Enumerable.Range(0, x[0].Shape[^1]).Select(j => x[0][[.. i[1..], j]] * x[1][[i[0], i[^1], j]]))),
            _ => "Tensor.Einsum(\"...ij,kij->k...i\", {0}, {1})") { Weight = 2 },
    ];

    private static IEnumerable<Operation> Matrices =>
    [
        OnMatrices("Inverse", x => x.Inverse(), a => Inverse(a)),
        OnMatrices("Determinant", x => x.Determinant(), a => Scalar(Determinant(a)), result: 0),
        OnMatrices("LogDeterminant", x => x.LogDeterminant(), a => Scalar(Determinant(a).Log()), result: 0),
        OnMatrices("Cholesky", x => x.Cholesky(), Cholesky),
        new("Solve", (c, shape) => IsSmallMatrices(shape) ? new([], [.. shape[..^1], 1 + c.Next(3)]) : null,
            (x, _) => Definite(x[0]).Solve(x[1]),
            (x, _) => Product(OverMatrices(Definite(x[0]), a => Inverse(a), 2), x[1]), _ => $"{DefiniteText}.Solve({{1}})"),
    ];

    private const string DefiniteText = "({0}.MatMul({0}.Transpose()) * 0.5 + Tensor.Eye<double>({0}.Shape[^1]).Cast({0}.DType))";

    // Symmetric and well away from singular.
    private static Tensor Definite(Tensor x) => x.MatMul(x.Transpose()) * 0.5 + Tensor.Eye<double>(x.Shape[^1]).Cast(x.DType);

    private static Grid<Number> Definite(Grid<Number> x)
    {
        Grid<Number> product = Product(x, x.Permuted(Exchanged(x.Rank, x.Rank - 2, x.Rank - 1)));
        return Grid.From(product.Shape, i => product[i] * 0.5 + (i[^1] == i[^2] ? 1 : 0));
    }

    private static bool IsSmallMatrices(int[] shape) =>
        shape.Length is 2 or 3 && shape[^1] == shape[^2] && shape[^1] is > 0 and < 5;

    private static Operation OnMatrices(string name, Func<Tensor, Tensor> run, Func<Grid<Number>, Grid<Number>> reference,
        int result = 2) => new(name,
        (_, shape) => IsSmallMatrices(shape) ? new([]) : null, (x, _) => run(Definite(x[0])),
            (x, _) => OverMatrices(Definite(x[0]), reference, result), _ => $"{DefiniteText}.{name}()") { Weight = 2 };

    private static Grid<Number> OverMatrices(Grid<Number> x, Func<Grid<Number>, Grid<Number>> f, int result)
    {
        Grid<Grid<Number>> each = Grid.From(x.Shape[..^2], batch => f(Grid.From(x.Shape[^2..], i => x[[.. batch, .. i]])));
        return Grid.From(result == 0 ? x.Shape[..^2] : x.Shape, i => each[i[..(x.Rank - 2)]][i[(x.Rank - 2)..]]);
    }

    private static Grid<Number> Without(Grid<Number> x, int axis) => x.Reshaped(Without(x.Shape, axis));

    /// <summary>The product of matrices, the second one's batch repeated to the first one's.</summary>
    private static Grid<Number> Product(Grid<Number> a, Grid<Number> b)
    {
        Grid<Number> right = b.BroadcastTo([.. a.Shape[..^2], .. b.Shape[^2..]]);
        return Grid.From([.. a.Shape[..^1], b.Shape[^1]],
            i => Number.Sum(Enumerable.Range(0, a.Shape[^1]).Select(p => a[[.. i[..^1], p]] * right[[.. i[..^2], p, i[^1]]])));
    }

    private static Grid<Number> Minor(Grid<Number> a, int row, int column) =>
        a.Picked([a.Shape[0] - 1, a.Shape[1] - 1], i => [i[0] + (i[0] >= row ? 1 : 0), i[1] + (i[1] >= column ? 1 : 0)]);

    private static Number Determinant(Grid<Number> a) => a.Shape[0] == 0 ? 1
        : Number.Sum(Enumerable.Range(0,
            a.Shape[0]).Select(i => a[[0, i]] * Determinant(Minor(a, 0, i)) * (i % 2 == 0 ? 1 : -1)));

    private static Grid<Number> Inverse(Grid<Number> a)
    {
        Number determinant = Determinant(a);
        return Grid.From(a.Shape, i => Determinant(Minor(a, i[1], i[0])) * ((i[0] + i[1]) % 2 == 0 ? 1 : -1) / determinant);
    }

    private static Grid<Number> Cholesky(Grid<Number> a)
    {
        Grid<Number> lower = Grid.From<Number>(a.Shape, _ => 0);
        int order = a.Shape[0];
        for (int row = 0; row < order; row++)
            for (int column = 0; column <= row; column++)
            {
                Number rest = a[[row, column]] - Number.Sum(Enumerable.Range(0,
                    column).Select(k => lower[[row, k]] * lower[[column, k]]));
                lower.Values[row * order + column] = row == column ? rest.Root(2) : rest / lower[[column, column]];
            }

        return lower;
    }
}

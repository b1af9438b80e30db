using System.Numerics;

namespace Autograd.Tests.Kernels;

/// <summary>The matrix kernel against a plain double loop, over shapes that meet every tile and edge, with strides of every kind.</summary>
public sealed unsafe class MatrixProductTests
{
    private const double Canary = 12345;

    [Fact]
    public void Single_precision_products_are_right() => Try<float>(3e-6);

    [Fact]
    public void Double_precision_products_are_right() => Try<double>(1e-14);

    [Theory]
    [InlineData(269, 257, 1025)]
    [InlineData(128, 256, 784)]
    [InlineData(1, 1500, 700)]
    [InlineData(1500, 1, 700)]
    [InlineData(12, 4100, 300)]
    public void Large_products_are_right(int m, int n, int k)
    {
        Random random = new(3);
        for (int kind = 0; kind < 9; kind++)
            One<float>(random, m, n, k, kind / 3, kind % 3, accumulate: kind % 2 == 0, special: false, 2e-6);
    }

    [Fact]
    public void An_element_is_the_same_wherever_the_tiles_fall()
    {
        const int m = 61, n = 95, k = 1000;
        Tensor a = Tensor.Uniform<float>(new Random(1), m, k), b = Tensor.Uniform<float>(new Random(2), k, n);
        float[] whole = a.MatMul(b).ToArray<float>();
        for (int rows = 2; rows < m; rows += 7)
        {
            float[] part = a.Slice(0, 3, Math.Min(3 + rows, m)).MatMul(b.Slice(1, 5, 5 + rows + 10)).ToArray<float>();
            for (int i = 0; i < part.Length; i++)
                part[i].Should().Be(whole[(3 + i / (rows + 10)) * n + 5 + i % (rows + 10)]);
        }
    }

    /// <summary>Deep products are cut by their shape alone: within one shape an element's place does not matter.</summary>
    [Theory, InlineData(5, 3), InlineData(20, 40), InlineData(70, 90)]
    public void An_element_of_a_deep_product_is_the_same_in_any_row_and_column(int m, int n)
    {
        const int k = 2100;
        Tensor a = Tensor.Uniform<float>(new Random(1), m, k), b = Tensor.Uniform<float>(new Random(2), k, n);
        float[] turned = a.Flip(0).MatMul(b.Flip(1)).ToArray<float>();
        a.MatMul(b).ToArray<float>().Should().Equal(turned.Reverse());
    }

    private static void Try<T>(double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(1);
        for (int round = 0; round < 3000; round++)
            One<T>(random, random.Next(71), random.Next(71), random.Next(71), random.Next(5), random.Next(5), random.Next(2) == 0, random.Next(5) == 0, limit);
        for (int m = 0; m <= 14; m++)
            for (int n = 0; n <= 36; n++)
                One<T>(random, m, n, (m + n) % 9, random.Next(5), random.Next(5), (m + n) % 2 == 0, special: false, limit);
    }

    private static void One<T>(Random random, int m, int n, int k, int leftKind, int rightKind, bool accumulate, bool special, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (nint aRow, nint aColumn, nint aCount) = Strides(m, k, leftKind);
        (nint bRow, nint bColumn, nint bCount) = Strides(k, n, rightKind);
        nint cRow = n + random.Next(4);
        T[] a = Draw<T>(random, aCount, special), b = Draw<T>(random, bCount, special), c = new T[m * cRow + 1];
        Array.Fill(c, T.CreateChecked(Canary));
        double[,] expected = new double[m, n], size = new double[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double start = accumulate ? random.NextDouble() : 0;
                c[i * cRow + j] = accumulate ? T.CreateChecked(start) : T.NaN;
                (expected[i, j], size[i, j]) = (accumulate ? double.CreateChecked(c[i * cRow + j]) : 0, Math.Abs(start));
                for (int p = 0; p < k; p++)
                {
                    double term = double.CreateChecked(a[i * aRow + p * aColumn]) * double.CreateChecked(b[p * bRow + j * bColumn]);
                    expected[i, j] += term;
                    size[i, j] += Math.Abs(term);
                }
            }
        }

        fixed (T* x = a, y = b, z = c)
            MatrixProduct.Multiply<T>(m, n, k, new(x, aRow, aColumn), new(y, bRow, bColumn), z, cRow, accumulate ? z : null, cRow);
        string because = $"of {m}×{k}·{k}×{n}, kinds {leftKind} and {rightKind}, accumulate {accumulate}";
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < cRow; j++)
            {
                double found = double.CreateChecked(c[i * cRow + j]);
                bool right = j >= n ? found == Canary
                    : double.IsFinite(expected[i, j]) ? Math.Abs(found - expected[i, j]) <= limit * (size[i, j] + 1e-30)
                    : found.Equals(expected[i, j]);
                if (!right)
                    Assert.Fail($"({i}, {j}) is {found} {because}");
            }
        }

        c[m * cRow].Should().Be(T.CreateChecked(Canary), because);
    }

    /// <summary>Row-major, column-major, padded, gapped, and repeated operands, and how much memory they take.</summary>
    private static (nint Row, nint Column, nint Count) Strides(int rows, int columns, int kind)
    {
        (nint row, nint column) = kind switch
        {
            0 => ((nint)columns, (nint)1),
            1 => (1, rows),
            2 => (columns + 7, 1),
            3 => (2 * columns + 1, 2),
            _ => (0, 1),
        };
        return (row, column, rows == 0 || columns == 0 ? 0 : (rows - 1) * row + (columns - 1) * column + 1);
    }

    private static T[] Draw<T>(Random random, nint count, bool special) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        foreach (ref T value in values.AsSpan())
            value = special && random.Next(10) == 0
                ? random.Next(4) switch { 0 => T.NaN, 1 => T.PositiveInfinity, 2 => T.NegativeInfinity, _ => T.Zero }
                : T.CreateChecked(random.NextDouble() * 2 - 1);
        return values;
    }
}

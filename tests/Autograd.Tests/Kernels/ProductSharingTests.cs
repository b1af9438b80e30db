namespace Autograd.Tests.Kernels;

/// <summary>Threads and blocks change no bit of a product, and what it starts from is added once.</summary>
[Collection(AloneCollection.Name)]
public sealed class ProductSharingTests : IDisposable
{
    private readonly int before = AutogradOptions.Threads;

    /// <summary>Rows, columns and depth: shared by rows, by columns and both ways, in one strip or several, ragged and not, packed or where they lie.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 256, 256, 256 }, { 517, 389, 1100 }, { 128, 256, 784 }, { 33, 1027, 640 }, { 4, 1500, 700 }, { 2100, 40, 70 },
        { 1025, 1030, 3 }, { 65, 2200, 300 }, { 1200, 10, 600 }, { 1800, 1, 1500 }, { 1, 1800, 1500 }, { 1500, 3, 700 },
    };

    public void Dispose() => AutogradOptions.Threads = before;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Threads_change_no_bit(int m, int n, int k)
    {
        foreach (DType type in Enum.GetValues<DType>())
            for (int layouts = 0; layouts < 4; layouts++)
                SameOnThreeThreads(Draw(type, 1, layouts % 2 == 1, m, k), Draw(type, 2, layouts / 2 == 1, k, n));
    }

    [Theory]
    [InlineData(37, 24, 20, 30)]
    [InlineData(3, 40, 50, 33)]
    [InlineData(6, 130, 140, 128)]
    public void Threads_change_no_bit_of_a_batch(int count, int m, int n, int k)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor a = Draw(type, 1, transposed: false, count, 1, m, k), b = Draw(type, 2, transposed: true, 2, k, n);
            Tensor products = SameOnThreeThreads(a, b);
            for (int i = 0; i < 2 * count; i++)
                SameBits(products.Select(0, i / 2).Select(0, i % 2), a.Select(0, i / 2).Select(0, 0).MatMul(b.Select(0, i % 2))).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_can_start_from_a_row_or_from_its_target(int m, int n, int k)
    {
        AutogradOptions.Threads = 3;
        foreach (DType type in Enum.GetValues<DType>())
        {
            // Small whole numbers: every order of adding gives the same.
            Tensor a = (9 * Draw(type, 3, false, m, k)).Floor(), b = (9 * Draw(type, 4, true, k, n)).Floor(), row = (9 * Draw(type, 5, false, n)).Floor();
            Tensor product = a.MatMul(b), target = product.Clone();
            SameBits(a.Linear(b, row), product + row).Should().BeTrue();
            Products.Run(a, b, target, start: target);
            SameBits(target, 2 * product).Should().BeTrue();
        }
    }

    private static Tensor SameOnThreeThreads(Tensor a, Tensor b)
    {
        AutogradOptions.Threads = 1;
        Tensor alone = a.MatMul(b);
        AutogradOptions.Threads = 3;
        SameBits(alone, a.MatMul(b)).Should().BeTrue($"of {a.Shape} · {b.Shape} in {a.DType}");
        return alone;
    }

    private static bool SameBits(Tensor a, Tensor b) => a.Shape == b.Shape && a.Doubles().AsSpan().SequenceEqual(b.Doubles());

    private static Tensor Draw(DType type, int seed, bool transposed, params int[] shape)
    {
        int[] stored = transposed ? [.. shape[..^2], shape[^1], shape[^2]] : shape;
        Tensor drawn = Tensor.Uniform<double>(new Random(seed), stored).Cast(type);
        return transposed ? drawn.Transpose() : drawn;
    }
}

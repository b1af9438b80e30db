using CsCheck;

namespace Autograd.Tests;

/// <summary>Matrix products of every combination of ranks and layouts against three nested loops.</summary>
public class MatMulReferenceTests
{
    private static readonly Gen<(int M, int K, int N, int[] Batch, int Left, int Right, int Layouts, int Seed)> Cases = Gen.Select(
        Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[1, 3].Array[0, 2], Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 1000]);

    [Fact]
    public void AgreesWithThePlainestProduct() => Cases.Sample(drawn =>
    {
        (int m, int k, int n, int[] batch, int left, int right, int layouts, int seed) = drawn;
        Random random = new(seed);
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor a = Matrix(type, [.. Batch(batch, left), m, k], layouts % 3, random), b = Matrix(type, [.. Batch(batch, right), k, n], layouts / 3, random);
            Grid<double> expected = Product(Grid.Of(a), Grid.Of(b));
            expected.ShouldBe(a.MatMul(b));
            if (expected.Values.Length > 0)
                GradientsAgree(a, b);
        }
    }, iter: 600);

    [Fact]
    public void VectorsCountAsRowsAndColumns() => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 3].Array[0, 2]).Sample((k, n, batch) =>
    {
        Tensor vector = Values.Counting(k), matrix = Values.Counting([.. batch, k, n]) + 1;
        Product(Grid.Of(vector.Reshape(1, k)), Grid.Of(matrix)).Reshaped([.. batch, n]).ShouldBe(vector.MatMul(matrix));
        Tensor turned = matrix.Transpose();
        Product(Grid.Of(turned), Grid.Of(vector.Reshape(k, 1))).Reshaped([.. batch, n]).ShouldBe(turned.MatMul(vector));
        vector.MatMul(vector + 1).ShouldHold([], vector.Doubles().Sum(static value => value * (value + 1)));
        vector.Dot(vector + 1).ShouldBeExactly(vector.MatMul(vector + 1));
    }, iter: 200);

    [Theory]
    [InlineData(33, 65, 17)]
    [InlineData(130, 3, 70)]
    [InlineData(1, 300, 1)]
    [InlineData(48, 32, 48)]
    [InlineData(7, 257, 33)]
    public void LargerProductsAgreeInEveryLayout(int m, int k, int n)
    {
        Random random = new(m);
        foreach (DType type in Enum.GetValues<DType>())
            for (int layouts = 0; layouts < 9; layouts++)
            {
                Tensor a = Matrix(type, [m, k], layouts % 3, random), b = Matrix(type, [k, n], layouts / 3, random);
                Product(Grid.Of(a), Grid.Of(b)).ShouldBe(a.MatMul(b), $"in layouts {layouts}");
            }
    }

    [Fact]
    public void AnEmptyInnerSizeGivesZeros() => Tensor.Zeros<float>(2, 0).MatMul(Tensor.Zeros<float>(0, 3)).ShouldHold([2, 3], 0, 0, 0, 0, 0, 0);

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void NaNAndInfinitySpreadAsInAnyProduct(DType type)
    {
        Tensor a = Values.Of(type, [2, 2], double.NaN, 0, 0, 1), b = Values.Of(type, [2, 2], 1, 2, double.PositiveInfinity, 4);
        a.MatMul(b).ShouldHold([2, 2], double.NaN, double.NaN, double.PositiveInfinity, 4);
    }

    /// <summary>Small whole numbers, so that every order of adding gives the same.</summary>
    private static Tensor Matrix(DType type, int[] shape, int layout, Random random)
    {
        int[] outer = shape[..^2];
        int rows = shape[^2], columns = shape[^1];
        Tensor Draw(params int[] sizes) => (Tensor.Uniform<double>(random, sizes) * 9).Floor().Cast(type) - 4;
        return layout switch
        {
            0 => Draw(shape),
            1 => Draw([.. outer, columns, rows]).Transpose(),
            _ => Draw([.. outer, rows, 2 * columns + 1]).Slice(-1, 1, 2 * columns + 1, 2),
        };
    }

    /// <summary>The batch axes of an operand: some of the common ones are missing, some of size 1.</summary>
    private static int[] Batch(int[] batch, int choice)
    {
        int[] kept = batch[Math.Min(batch.Length, choice / 4)..];
        return [.. kept.Select((size, axis) => (choice >> axis & 1) == 0 ? size : 1)];
    }

    private static Grid<double> Product(Grid<double> a, Grid<double> b)
    {
        Shape leading = (Tensor.Zeros<float>(a.Shape[..^2]) + Tensor.Zeros<float>(b.Shape[..^2])).Shape;
        int[] batch = [.. leading];
        int inner = a.Shape[^1];
        Grid<double> left = a.BroadcastTo([.. batch, .. a.Shape[^2..]]), right = b.BroadcastTo([.. batch, .. b.Shape[^2..]]);
        return Grid.From([.. batch, a.Shape[^2], b.Shape[^1]], index => Enumerable.Range(0, inner)
            .Sum(p => left[[.. index[..^1], p]] * right[[.. index[..^2], p, index[^1]]]));
    }

    /// <summary>⟨u, A·B⟩ grows by ⟨u, D·B⟩ along D, which is ⟨gradient, D⟩: exact in whole numbers.</summary>
    private static void GradientsAgree(Tensor a, Tensor b)
    {
        Tensor left = Tensor.Parameter(a), right = Tensor.Parameter(b), product = left.MatMul(right);
        Tensor upstream = (Values.Counting([.. product.Shape]) - 3).Cast(a.DType);
        product.Backward(upstream);
        Tensor alongA = a.Square() - 1, alongB = 2 - b;
        (left.Grad! * alongA).Sum().ShouldBeExactly((upstream * alongA.MatMul(b)).Sum());
        (right.Grad! * alongB).Sum().ShouldBeExactly((upstream * a.MatMul(alongB)).Sum());
    }
}

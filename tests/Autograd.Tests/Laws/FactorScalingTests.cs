namespace Autograd.Tests.Laws;

/// <summary>Every factorisation commutes with scaling by powers of two, bit for bit, to the edge of the range; its gradient too.</summary>
public sealed class FactorScalingTests
{
    private static readonly double[,] General = { { 1.3, 0.4, -0.7 }, { 1.4, 2.1, 0.25 }, { -0.9, 0.75, 3.3 } };

    // How results scale when the operand scales by 2^k: by 2^(degree·k).
    private static readonly (string Name, Func<Tensor, Tensor> Of, double Degree)[] Maps =
    [
        ("S", static x => x.Svd().S, 1), ("U", static x => x.Svd().U, 0), ("Vt", static x => x.Svd().Vt, 0), ("S of tall", static x => x[.., ..2].Svd().S, 1),
        ("S of wide", static x => x[..2].Svd().S, 1),
        ("eigenvalues", static x => (x + x.Transpose()).SymmetricEigen().Values, 1), ("eigenvectors", static x => (x + x.Transpose()).SymmetricEigen().Vectors, 0),
        ("Cholesky", static x => (x.Tril() + x.Tril(-1).Transpose() + x.Diagonal().Diagonal()).Cholesky(), 0.5),
        ("Inverse", static x => x.Inverse(), -1), ("Solve", static x => x.Solve(Tensor.From([1.0, -2, 0.5]).Cast(x.DType)), -1),
        ("Determinant", static x => x.Determinant(), 3),
    ];

    public static TheoryData<DType, int> Scales => new()
    {
        { DType.Float64, 1000 }, { DType.Float64, 600 }, { DType.Float64, 530 }, { DType.Float64, 340 }, { DType.Float64, 60 }, { DType.Float64, -60 },
        { DType.Float64, -340 }, { DType.Float64, -600 }, { DType.Float64, -1018 }, { DType.Float32, 122 }, { DType.Float32, 40 },
        { DType.Float32, -40 }, { DType.Float32, -122 },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public void Factorisations_scale_with_their_operands(DType type, int exponent)
    {
        Tensor x = Tensor.From(General).Cast(type), scaled = Scaled(x, exponent);
        foreach ((string name, Func<Tensor, Tensor> f, double degree) in Maps)
        {
            Same(f(scaled), f(x), degree * exponent, name);
            Same(Slope(scaled, f), Slope(x, f), (degree - 1) * exponent, $"gradient of {name}");
        }

        double expected = x.LogDeterminant().ToDouble() + 3 * exponent * Math.Log(2);
        scaled.LogDeterminant().ToDouble().Should().BeApproximately(expected, Math.Abs(expected) * (type == DType.Float32 ? 1.2e-7 : 4.5e-16));
    }

    [Fact]
    public void Matrices_of_the_published_scales_have_the_published_values()
    {
        double[] s = Scaled(Tensor.From(General), -60).Svd().S.ToArray<double>();
        double[] expected = [3.6358634491152828, 2.7547712016231616, 0.47616447378526716];
        for (int i = 0; i < 3; i++)
            Math.ScaleB(s[i], 60).Should().BeApproximately(expected[i], 2e-15);
    }

    [Fact]
    public void Subnormal_matrices_have_their_factors()
    {
        // Small integers times the least number: exact, and so are the results.
        Tensor x = Scaled(Tensor.From(new double[,] { { 4, 0 }, { 0, 16 } }), -1074);
        x.SymmetricEigen().Values.ToArray<double>().Should().Equal(4 * double.Epsilon, 16 * double.Epsilon);
        x.Svd().S.ToArray<double>().Should().Equal(16 * double.Epsilon, 4 * double.Epsilon);
        x.Cholesky().Diagonal().ToArray<double>().Should().Equal(Math.ScaleB(2, -537), Math.ScaleB(4, -537));
        x.Solve(x).ToArray<double>().Should().Equal(1, 0, 0, 1);
        x.LogDeterminant().ToDouble().Should().BeApproximately((6 - 2 * 1074) * Math.Log(2), 1e-12);
    }

    [Fact]
    public void Each_matrix_of_a_batch_has_a_scale_of_its_own()
    {
        Tensor x = Tensor.From(General), batch = Tensor.Stack([Scaled(x, 900), x, Scaled(x, -900)]);
        Tensor values = batch.Svd().S, inverses = batch.Inverse();
        Same(values[0], x.Svd().S, 900, "S");
        Same(values[2], x.Svd().S, -900, "S");
        Same(inverses[0], x.Inverse(), -900, "Inverse");
        Same(inverses[2], x.Inverse(), 900, "Inverse");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_is_refused_or_stays_so(double element)
    {
        Tensor x = Tensor.From(new[,] { { 2, 0.5 }, { 0.5, element } });
        foreach (Action act in new Action[] { () => x.Svd(), () => x.SymmetricEigen(), () => x.Cholesky() })
            act.Should().Throw<ArgumentException>().WithMessage("*contains NaN or infinite elements*").Which.Should().BeAssignableTo<IAutogradError>();
        double.IsFinite(x.Determinant().ToDouble()).Should().BeFalse();
        double.IsFinite(x.LogDeterminant().ToDouble()).Should().BeFalse();
    }

    private static Tensor Slope(Tensor x, Func<Tensor, Tensor> f) => Differentiate.Gradient(t =>
    {
        Tensor y = f(t);
        return (y * Tensor.Arange<double>(1, y.Count + 1, 1).Reshape([.. y.Shape]).Cast(y.DType)).Sum();
    }, x);

    private static Tensor Scaled(Tensor x, int exponent) =>
        Tensor.From(Array.ConvertAll(x.Doubles(), value => Math.ScaleB(value, exponent)), [.. x.Shape]).Cast(x.DType);

    /// <summary>The same bits but for the exponent, where the range has room for them.</summary>
    private static void Same(Tensor found, Tensor original, double exponent, string name)
    {
        (int high, int low) = found.DType == DType.Float32 ? (127, -126) : (1023, -1022);
        double[] actual = found.Doubles(), expected = original.Doubles();
        for (int i = 0; i < actual.Length; i++)
        {
            double size = Math.Abs(expected[i]);
            if (size != 0 && (Math.ILogB(size) + exponent > high || Math.ILogB(size) + exponent < low))
                continue;
            actual[i].Should().Be(Math.ScaleB(expected[i], (int)exponent), "{0}, element {1}", name, i);
        }
    }
}

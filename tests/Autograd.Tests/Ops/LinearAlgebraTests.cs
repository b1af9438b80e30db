namespace Autograd.Tests.Ops;

/// <summary>Values against NumPy 1.24, and what happens where matrices have no inverse, no factor, or values that repeat.</summary>
public sealed class LinearAlgebraTests
{
    private static readonly Tensor General = Tensor.From(new[,] { { 2, -1, 0.5 }, { 1, 3, -2 }, { 0.25, 1, 4 } });
    private static readonly Tensor Positive = Tensor.From(new[,] { { 5, 0, 0.75 }, { 0, 7, -1 }, { 0.75, -1, 9 } });
    private static readonly Tensor Tall = Tensor.From(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 10 }, { -1, 0, 2 } });
    private static readonly Tensor RankTwo = Tensor.From(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } });

    [Fact]
    public void Solutions_and_determinants_are_numpys()
    {
        Close(General.Solve(Tensor.From(new[,] { { 1.0, 2 }, { 3, -1 }, { 0.5, 2 } })),
            [0.8505747126436781, 0.7509578544061303, 0.6551724137931034, -0.2413793103448276, -0.0919540229885057, 0.5134099616858238]);
        Close(General.Inverse(), [0.4291187739463601, 0.1379310344827586, 0.0153256704980843, -0.1379310344827586, 0.2413793103448276,
            0.1379310344827586, 0.0076628352490421, -0.0689655172413793, 0.2145593869731801]);
        Close(General.Determinant(), [32.625]);
        Close((-General).LogDeterminant(), [3.4850788656428575]);
        (-General).SignAndLogDeterminant("").Sign.ToDouble().Should().Be(-1);
    }

    [Fact]
    public void Decompositions_are_numpys()
    {
        Close(Positive.Cholesky(), [2.23606797749979, 0, 0, 0, 2.6457513110645907, 0, 0.3354101966249685, -0.3779644730092272, 2.9571342304912127]);
        (Tensor values, Tensor vectors) = Positive.SymmetricEigen();
        Close(values, [4.847476350976636, 6.631449914505278, 9.521073734518087]);
        Close(vectors.Abs(), [0.9757684692450903, 0.1570029408334181, 0.152400692244989, 0.0921880804724128, 0.9266671188202247, 0.3644028110707104,
            0.1984370233749376, 0.3415232458663428, 0.9186863557749254]);
        (Tensor u, Tensor s, Tensor vt) = Tall.Svd();
        Close(s, [17.436984282741232, 2.202867477135056, 0.3145695497276969]);
        Close(u.Abs(), [0.2093306733656635, 0.3627606877434742, 0.6214734010660469, 0.5031230395354763, 0.0319272160592944, 0.5545193374263185,
            0.836781474733349, 0.1303300426206152, 0.4702839651924688, 0.0533351649471813, 0.9221710341867679, 0.2917397954865356]);
        Close(vt.Abs(), [0.4602836052124999, 0.5521899994946731, 0.6951440190569553, 0.7260670583347658, 0.2164247512494435, 0.652676760615633,
            0.510847951521471, 0.8051375854502694, 0.3013102038126605]);
    }

    [Theory]
    [InlineData(60, 40)]
    [InlineData(40, 60)]
    [InlineData(50, 50)]
    public void Large_matrices_are_rebuilt_from_orthonormal_factors(int rows, int columns)
    {
        Tensor a = Tensor.Normal<double>(new Random(3), 2, rows, columns);
        (Tensor u, Tensor s, Tensor vt) = a.Svd();
        Largest((u * s.Unsqueeze(-2)).MatMul(vt) - a).Should().BeLessThan(1e-12);
        Largest(u.Transpose().MatMul(u) - Tensor.Eye<double>(s.Shape[-1])).Should().BeLessThan(1e-12);
        Largest(vt.MatMul(vt.Transpose()) - Tensor.Eye<double>(s.Shape[-1])).Should().BeLessThan(1e-12);
        Tensor gram = a.MatMul(a.Transpose()), shifted = gram + Tensor.Eye<double>(rows);
        (Tensor values, Tensor vectors) = gram.SymmetricEigen();
        Largest((vectors * values.Unsqueeze(-2)).MatMul(vectors.Transpose()) - gram).Should().BeLessThan(1e-10);
        Tensor lower = shifted.Cholesky();
        Largest(lower.MatMul(lower.Transpose()) - shifted).Should().BeLessThan(1e-10);
        Largest(lower.Triu(1)).Should().Be(0);
        Largest(shifted.MatMul(shifted.Inverse()) - Tensor.Eye<double>(rows)).Should().BeLessThan(1e-10);
    }

    [Fact]
    public void Deficient_matrices_have_singular_values_of_zero()
    {
        foreach (Tensor a in new[] { Tensor.Zeros<double>(4, 2), Tensor.Zeros<double>(3, 3), Tensor.From([1.0, 2, 3, 4], 4, 1).MatMul(Tensor.From([1.0, -1], 1, 2)) })
        {
            (Tensor u, Tensor s, Tensor vt) = a.Svd();
            Largest((u * s.Unsqueeze(-2)).MatMul(vt) - a).Should().BeLessThan(1e-14);
            Largest(u.Transpose().MatMul(u) - Tensor.Eye<double>(s.Shape[-1])).Should().BeLessThan(1e-14);
            s[^1].ToDouble().Should().BeApproximately(0, 1e-14);
        }
    }

    [Fact]
    public void Scaling_does_not_make_a_matrix_singular()
    {
        Tensor x = Tensor.From([1e-200, 1]), a = Tensor.From(new[,] { { 1e-200, 0 }, { 0, 1e150 } });
        Close(a.Solve(x), [1, 1e-150]);
        Close(Tensor.From(new[,] { { 1, 1 }, { 1e-30, 2e-30 } }).Solve(Tensor.From([2, 3e-30])), [1, 1]);
    }

    [Fact]
    public void Third_derivatives_hold_for_every_operation()
    {
        Tensor direction = Tensor.Normal<double>(new Random(4), 3, 3), symmetric = direction + direction.Transpose();
        Tensor At(Tensor t) => Positive + t * symmetric;
        Func<Tensor, Tensor>[] functions =
        [
            t => (General + t * direction).Solve(Tensor.From([1.0, 2, 3])).Sum(),
            t => (General + t * direction).Inverse().Square().Sum(),
            t => (General + t * direction).Determinant(),
            t => (General + t * direction).LogDeterminant(),
            t => At(t).Cholesky().Square().Sum(0).Prod(),
            t => At(t).SymmetricEigen().Values.Exp().Sum() * 0.01,
            t => At(t).SymmetricEigen().Vectors.Square()[0].Square().Sum(),
            t => (Tall + t * Tensor.Arange(0.0, 12, 1).Reshape(4, 3).Sin()).Svd().S.Log().Square().Sum(),
            t => (Tall + t * Tensor.Arange(0.0, 12, 1).Reshape(4, 3).Sin()).Svd().U.Square()[0].Square().Sum(),
            t => Tensor.Einsum("ij,jk,kl,li", At(t), At(t), At(t), At(t)) * 0.01,
        ];
        const double step = 3e-4;
        foreach (Func<Tensor, Tensor> f in functions)
        {
            Func<Tensor, Tensor> second = Differentiate.Gradient(Differentiate.Gradient(f));
            double third = Differentiate.Gradient(second)(Tensor.From(0.1)).ToDouble();
            double Span(double t) => (second(Tensor.From(0.1 + t)) - second(Tensor.From(0.1 - t))).ToDouble();
            double difference = (8 * Span(step) - Span(2 * step)) / (12 * step);
            third.Should().BeApproximately(difference, 2e-6 * (1 + Math.Abs(difference)), "of function {0}", Array.IndexOf(functions, f));
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(3, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 0)]
    [InlineData(4, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    public void Determinants_of_singular_matrices_have_the_derivatives_of_the_polynomial(int order, int rank)
    {
        Random random = new(order + rank);
        Tensor a = Tensor.Normal<double>(random, order, rank).MatMul(Tensor.Normal<double>(random, rank, order));
        Tensor[] directions = [.. Enumerable.Range(0, 4).Select(_ => Tensor.Normal<double>(random, order, order))];
        // det(a + Σ tᵢ·directionᵢ) along four directions, whose mixed derivatives are compared.
        Tensor Moved(Tensor t) => a + (t.Reshape(4, 1, 1) * Tensor.Stack(directions)).Sum(0);
        Func<Tensor, Tensor> found = t => Moved(t).Determinant(), expected = t => Expanded(Moved(t));
        Tensor origin = Tensor.Zeros<double>(4);
        double scale = 1e-11 * Math.Pow(order, 3);
        found(origin).ToDouble().Should().BeApproximately(expected(origin).ToDouble(), scale);
        Largest(Differentiate.Gradient(found, origin) - Differentiate.Gradient(expected, origin)).Should().BeLessThan(scale);
        Largest(Differentiate.Hessian(found, origin) - Differentiate.Hessian(expected, origin)).Should().BeLessThan(scale);
        Tensor Third(Func<Tensor, Tensor> f) => Differentiate.Jacobian(t => Differentiate.Hessian(f, t), origin);
        Largest(Third(found) - Third(expected)).Should().BeLessThan(10 * scale);
    }

    [Fact]
    public void Singular_and_regular_matrices_share_a_batch()
    {
        Tensor batch = Tensor.Stack([General, RankTwo, Tensor.Zeros<double>(3, 3), Positive]).Reshape(2, 2, 3, 3);
        Close(batch.Determinant(), [32.625, 0, 0, 306.0625], 1e-10);
        Tensor gradient = Differentiate.Gradient(x => x.Determinant().Sum(), batch);
        Close(gradient[0, 1], [-3, 6, -3, 6, -12, 6, -3, 6, -3], 1e-12);
        Largest(gradient[1, 0]).Should().Be(0);
    }

    [Fact]
    public void Sums_of_repeated_eigenvalues_have_their_derivatives()
    {
        Tensor one = Tensor.Eye<double>(3);
        Close(Differentiate.Gradient(x => x.SymmetricEigen().Values.Sum(), one), one.ToArray<double>());
        Close(Differentiate.Gradient(x => x.SymmetricEigen().Values.Square().Sum(), one), (2 * one).ToArray<double>());
        Close(Differentiate.HessianVectorProduct(x => x.SymmetricEigen().Values.Sum(), one, Positive), new double[9]);
        Close(Differentiate.Gradient(x => x.Svd().S.Sum(), one), one.ToArray<double>());
        // Of the nuclear norm, the second derivative at the identity is the skew part.
        Tensor direction = General - 1;
        Close(Differentiate.HessianVectorProduct(x => x.Svd().S.Sum(), one, direction), ((direction - direction.Transpose()) / 2).ToArray<double>());
    }

    [Fact]
    public void What_divides_by_the_difference_of_repeated_values_throws()
    {
        Tensor twice = Tensor.From([1.0, 1, 3]).Diagonal();
        Refused(() => Differentiate.Gradient(x => x.SymmetricEigen().Vectors.Sum(), twice), "SymmetricEigen: eigenvalues repeat");
        Refused(() => Differentiate.Gradient(x => x.Svd().U.Sum(), twice), "Svd: singular values repeat");
        Refused(() => Differentiate.Gradient(x => x.Svd().Vt.Sum(), twice), "Svd: singular values repeat");
        Refused(() => Differentiate.Gradient(x => x.Svd().U.Sum(), Tensor.From([1.0, 1, 1, 1, 0, 0], 3, 2).Sum(1, keepDims: true) * Tensor.From([1.0, 2])), "Svd: singular values are zero");

        static void Refused(Action action, string says) => action.Should().Throw<InvalidOperationException>().WithMessage($"{says}*")
            .Which.Should().BeAssignableTo<IAutogradError>();
    }

    [Fact]
    public void A_vector_of_a_single_eigenvalue_has_its_gradient_beside_repeated_ones()
    {
        Tensor rotation = General.Svd().U;
        Tensor Of(double split) => Gradient(rotation.MatMul(Tensor.From([1, 1 + split, 3]).Diagonal()).MatMul(rotation.Transpose()));
        Largest(Of(0) - Of(1e-7)).Should().BeLessThan(1e-6);
        Largest(Of(0)).Should().BeGreaterThan(0.01);

        static Tensor Gradient(Tensor a) => Differentiate.Gradient(
            x => (x.SymmetricEigen().Vectors[.., 2].Square() * Tensor.From([1.0, 2, 4])).Sum(), (a + a.Transpose()) / 2);
    }

    [Fact]
    public void Float32_is_rounded_once()
    {
        Tensor single = General.Cast(DType.Float32);
        single.Inverse().ToArray<float>().Should().Equal(General.Inverse().Cast(DType.Float32).ToArray<float>());
        single.Determinant().DType.Should().Be(DType.Float32);
        Tall.Cast(DType.Float32).Svd().S.ToArray<float>().Should().Equal(Tall.Svd().S.Cast(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Tensor singles = General.Cast(DType.Float32), vector = Tensor.From([1.0, 2, 3]);
        Refused(() => Tall.Inverse(), "Inverse: [4, 3] holds no square matrices; make the last two sizes equal.");
        Refused(() => Tall.Determinant(), "Determinant: [4, 3] holds no square*");
        Refused(() => Tall.LogDeterminant(), "LogDeterminant: [4, 3] holds no square*");
        Refused(() => Tall.Cholesky(), "Cholesky: [4, 3] holds no square*");
        Refused(() => Tall.SymmetricEigen(), "SymmetricEigen: [4, 3] holds no square*");
        Refused(() => vector.Inverse(), "Inverse: [3] is no matrix; give at least two axes.");
        Refused(() => vector.Svd(), "Svd: [3] is no matrix*");
        Refused(() => Tall.Solve(vector), "Solve: [4, 3] holds no square*");
        Refused(() => General.Solve(Tall), "Solve: [3, 3] and the right-hand side [4, 3] do not fit; give 3 rows*");
        Refused(() => General.Solve(Tensor.From(1.0)), "Solve: [3, 3] and the right-hand side [] do not fit*");
        Refused(() => General.Solve(vector.Cast(DType.Float32)), "Solve: element types differ*");
        Refused(() => singles.Solve(vector), "Solve: element types differ*");
        Refused(() => Tensor.Stack([General, General]).Solve(Tensor.Zeros<double>(3, 3, 1)), "Solve: shapes [2] of [2, 3, 3] and [3] of [3, 3, 1] do not broadcast*");
        Refused(() => RankTwo.Solve(vector), "Solve: the matrix [3, 3] is singular*");
        Refused(() => Tensor.Stack([General, RankTwo]).Inverse(), "Inverse: matrix 1 of [2, 3, 3] is singular*");
        Refused(() => Differentiate.Gradient(x => x.LogDeterminant(), RankTwo), "LogDeterminant: the matrix [3, 3] is singular*");
        Refused(() => (Positive - 6 * Tensor.Eye<double>(3)).Cholesky(), "Cholesky: the matrix [3, 3] is not positive definite: its leading minor of order 1*");
        Refused(() => (Positive - Tensor.From([0.0, 0, 9]).Diagonal()).Cholesky(), "*leading minor of order 3 is not positive*");
        Refused(() => General.Cholesky(), "Cholesky: the matrix [3, 3] is not symmetric*");
        Refused(() => Tensor.Stack([Positive, General]).SymmetricEigen(), "SymmetricEigen: matrix 1 of [2, 3, 3] is not symmetric: elements opposite each other differ by up to 3;*");
        Refused(() => (Positive * double.NaN).SymmetricEigen(), "SymmetricEigen: [3, 3] contains NaN*");
        Refused(() => (Tall / 0).Svd(), "Svd: [4, 3] contains NaN or infinite*");
        Tensor.Zeros<double>(2, 2).LogDeterminant().ToDouble().Should().Be(double.NegativeInfinity);
        Tensor.Zeros<double>(2, 0, 0).Determinant().ToArray<double>().Should().Equal(1, 1);

        static void Refused(Action action, string says) => action.Should().Throw<ArgumentException>().WithMessage(says.EndsWith('.') ? says : says.TrimEnd('*') + "*")
            .Which.Should().BeAssignableTo<IAutogradError>();
    }

    /// <summary>The determinant by expansion along the first row, in tensor operations.</summary>
    private static Tensor Expanded(Tensor a)
    {
        int n = a.Shape[0];
        if (n == 1)
            return a[0, 0];
        Tensor sum = Tensor.From(0.0);
        for (int p = 0; p < n; p++)
        {
            int[] others = [.. Enumerable.Range(0, n).Where(column => column != p)];
            Tensor term = a[0, p] * Expanded(a.Slice(0, 1, n).IndexSelect(1, others));
            sum = p % 2 == 0 ? sum + term : sum - term;
        }

        return sum;
    }

    private static double Largest(Tensor x) => x.Count == 0 ? 0 : x.Abs().Max().ToDouble();

    private static void Close(Tensor found, double[] expected, double tolerance = 1e-13)
    {
        double[] values = found.ToArray<double>();
        values.Length.Should().Be(expected.Length);
        for (int i = 0; i < values.Length; i++)
            values[i].Should().BeApproximately(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}

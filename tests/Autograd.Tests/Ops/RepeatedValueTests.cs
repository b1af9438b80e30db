namespace Autograd.Tests.Ops;

/// <summary>
/// Symmetric functions of values that repeat, against closed forms: Σλ² = tr A², Σλ³ = tr A³, Σs² = ‖A‖², and at the identity
/// the nuclear norm, whose second derivative is the skew part.
/// </summary>
public sealed class RepeatedValueTests
{
    private static readonly Tensor Direction = Tensor.From(new[,] { { 0.3, 1.2, -0.7 }, { 0.4, -0.5, 2.1 }, { 0.9, -1.1, 0.8 } });

    public static TheoryData<double, double, double, DType> Points => new()
    {
        { 1, 1, 1, DType.Float64 }, { 1, 1, 2, DType.Float64 }, { 3, 2, 2, DType.Float64 }, { 1, 2, 4, DType.Float64 },
        { 1, 1, 1, DType.Float32 }, { 1, 1, 2, DType.Float32 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Second_derivatives_are_those_of_the_closed_forms(double a, double b, double c, DType type)
    {
        // Turned, so that the vectors are no unit vectors.
        Tensor rotation = Direction.Svd().U, at = rotation.MatMul(Tensor.From([a, b, c]).Diagonal()).MatMul(rotation.Transpose());
        Tensor x = ((at + at.Transpose()) * 0.5).Cast(type), v = Direction.Cast(type), symmetric = (v + v.Transpose()) * 0.5;
        Holds(static t => t.SymmetricEigen().Values.Square().Sum(), x, v, 2 * symmetric);
        Holds(static t => t.SymmetricEigen().Values.Pow(3).Sum(), x, v, 3 * (x.MatMul(symmetric) + symmetric.MatMul(x)));
        Tensor inverse = x.Inverse();
        Holds(static t => t.SymmetricEigen().Values.Log().Sum(), x, v, -inverse.MatMul(symmetric).MatMul(inverse));
        Holds(static t => t.SymmetricEigen().Values.Prod(), x, v, Differentiate.HessianVectorProduct(static t => t.Determinant(), x, symmetric));
        Holds(static t => t.Svd().S.Square().Sum(), x, v, 2 * v);
        if (a == b && b == c)
            Holds(static t => t.Svd().S.Sum(), x, v, (v - v.Transpose()) * 0.5);
    }

    [Fact]
    public void Of_matrices_that_are_not_square_too()
    {
        Tensor x = Tensor.Eye<double>(3)[.., ..2] * 2.0, v = Direction[.., ..2];
        Holds(static t => t.Svd().S.Square().Sum(), x, v, 2 * v);
        Holds(static t => t.Svd().S.Square().Sum(), x.Transpose(), v.Transpose(), 2 * v.Transpose());
    }

    public static TheoryData<string, DType> Mixes
    {
        get
        {
            TheoryData<string, DType> mixes = [];
            foreach (string mix in ModeMixes.To(3))
                foreach (DType type in mix.Length == 3 ? (DType[])[DType.Float64] : [DType.Float64, DType.Float32])
                    mixes.Add(mix, type);
            return mixes;
        }
    }

    /// <summary>
    /// The projector v·vᵀ is a polynomial of the matrix, as far as three derivatives see: the one that is 1 at the vector's
    /// eigenvalue and 0 at the others, and flat to order 3 at all.
    /// </summary>
    [Theory, MemberData(nameof(Mixes))]
    public void A_simple_eigenvector_beside_repeated_eigenvalues_has_derivatives_of_every_order(string mix, DType type)
    {
        Tensor rotation = Direction.Svd().U, at = rotation.MatMul(Tensor.From([1.0, 1, 3]).Diagonal()).MatMul(rotation.Transpose());
        Tensor x = ((at + at.Transpose()) * 0.5).Cast(type), a = Tensor.From([0.3, -1.1, 0.7]).Cast(type), b = Tensor.From([0.9, 0.2, -0.4]).Cast(type);
        Tensor found = ModeMixes.By(Projected, mix)(x), expected = ModeMixes.By(Polynomial, mix)(x.Cast(DType.Float64));
        if (mix[^1] == 'R')
            (found, expected) = (found + found.Transpose(), expected + expected.Transpose());
        double size = expected.Abs().Max().ToDouble();
        found.ShouldHold(expected.Doubles(), mix, size * (type == DType.Float32 ? 1e-4 : 1e-12));

        Tensor Projected(Tensor t)
        {
            Tensor v = ((t + t.Transpose()) * 0.5).SymmetricEigen().Vectors[At.Rest, ^1];
            return v.Dot(a) * v.Dot(b);
        }

        Tensor Polynomial(Tensor t)
        {
            // 35x⁴ − 84x⁵ + 70x⁶ − 20x⁷ rises from 0 at 0 to 1 at 1.
            Tensor one = Tensor.Eye<double>(3), y = ((t + t.Transpose()) * 0.5 - one) * 0.5, square = y.MatMul(y);
            Tensor sum = (35 * one - 84 * y + 70 * square - 20 * y.MatMul(square)).MatMul(square.MatMul(square));
            return sum.MatMul(b.Cast(DType.Float64)).Dot(a.Cast(DType.Float64));
        }
    }

    /// <summary>
    /// The same of singular vectors, of matrices of any form: u·vᵀ is an odd polynomial of the matrix in that sense, with 1 at the
    /// vectors' singular value and 0 at the others.
    /// </summary>
    [Theory, MemberData(nameof(Mixes))]
    public void Simple_singular_vectors_beside_repeated_singular_values_have_derivatives_of_every_order(string mix, DType type)
    {
        Tensor right = (Direction + 1).Svd().U;
        foreach (Tensor left in (Tensor[])[Direction.Svd().U, (Tensor.Normal<double>(new Random(3), 5, 3)).Svd().U])
            foreach (bool isWide in (bool[])[false, true])
            {
                Tensor x = left.MatMul(Tensor.From([2.0, 1, 1]).Diagonal()).MatMul(right.Transpose());
                x = (isWide ? x.Transpose() : x).Cast(type);
                Tensor a = Tensor.Normal<double>(new Random(4), x.Shape[0]).Cast(type), b = Tensor.Normal<double>(new Random(5), x.Shape[1]).Cast(type);
                Tensor found = ModeMixes.By(Projected, mix)(x), expected = ModeMixes.By(Polynomial, mix)(x.Cast(DType.Float64));
                double size = expected.Abs().Max().ToDouble();
                found.ShouldHold(expected.Doubles(), $"{mix} {x.Shape}", size * (type == DType.Float32 ? 2e-4 : 1e-11));

                Tensor Projected(Tensor t)
                {
                    SingularValueDecomposition parts = t.Svd();
                    return parts.U[At.Rest, 0].Dot(a) * parts.Vt[0].Dot(b);
                }

                Tensor Polynomial(Tensor t)
                {
                    // With y = (AᵀA − 1)/3 the step of above, 1/s near 2 being 1/√(1 + 3y) = ½(1 − ½z + ⅜z² − 5/16 z³ + …), z = ¾(y − 1).
                    Tensor one = Tensor.Eye<double>(t.Shape[1]), y = (t.Transpose().MatMul(t) - one) / 3, square = y.MatMul(y);
                    if (isWide)
                    {
                        one = Tensor.Eye<double>(t.Shape[0]);
                        y = (t.MatMul(t.Transpose()) - one) / 3;
                        square = y.MatMul(y);
                    }

                    Tensor z = (y - one) * 0.75;
                    Tensor step = (35 * one - 84 * y + 70 * square - 20 * y.MatMul(square)).MatMul(square.MatMul(square));
                    Tensor inverse = 0.5 * (one - z / 2 + 0.375 * z.MatMul(z) - 0.3125 * z.MatMul(z).MatMul(z));
                    Tensor product = isWide ? step.MatMul(inverse).MatMul(t) : t.MatMul(step).MatMul(inverse);
                    return product.MatMul(b.Cast(DType.Float64)).Dot(a.Cast(DType.Float64));
                }
            }
    }

    [Fact]
    public void What_does_not_exist_is_refused()
    {
        Tensor x = Tensor.From([1.0, 1, 3]).Diagonal();
        Func<Tensor, Tensor> first = static t => t.SymmetricEigen().Vectors[At.Rest, 0].Sum(), last = static t => t.Svd().U[At.Rest, ^1].Sum();
        first.Invoking(f => Differentiate.Gradient(f, x)).Should().Throw<InvalidOperationException>().WithMessage("SymmetricEigen: eigenvalues repeat*");
        last.Invoking(f => Differentiate.Gradient(f, x)).Should().Throw<InvalidOperationException>().WithMessage("Svd: singular values repeat*");
        Differentiate.Jvp(static t => t.SymmetricEigen().Vectors, x, Direction + Direction.Transpose()).Tangent.IsNaN().Any(0).ShouldHold(1, 1, 0);
        Differentiate.Jvp(static t => t.Svd().U, x, Direction).Tangent.IsNaN().Any(0).ShouldHold(0, 1, 1);
        Differentiate.Jvp(static t => t.Svd().Vt, x, Direction).Tangent.IsNaN().Any(1).ShouldHold(0, 1, 1);
    }

    /// <summary>Batches, and several directions at once.</summary>
    [Fact]
    public void Of_batches_every_matrix_has_its_own_groups()
    {
        Tensor x = Tensor.Stack([Tensor.Eye<double>(3), Tensor.From([1.0, 2, 2]).Diagonal(), Tensor.From([1.0, 2, 4]).Diagonal()]);
        Tensor v = Tensor.Stack([Direction, Direction.Transpose(), Direction.Flip(1)]), symmetric = (v + v.Transpose()) * 0.5;
        Func<Tensor, Tensor> f = static t => t.SymmetricEigen().Values.Square().Sum();
        Differentiate.Gradient(t => Differentiate.Jvp(f, t, v).Tangent, x).ShouldHold((2 * symmetric).Doubles(), "reverse over forward", 1e-13);
        Differentiate.Jacobian(t => Differentiate.Jvp(f, t, v).Tangent, x).Reshape(x.Shape.Sizes).ShouldHold((2 * symmetric).Doubles(), "all directions", 1e-13);
        Differentiate.Jvp(t => Differentiate.Jvp(f, t, v).Tangent, x, v).Tangent.ToDouble().Should().BeApproximately((2 * symmetric * v).Sum().ToDouble(), 1e-13);
    }

    [Fact]
    public void Beyond_the_second_derivative_what_turns_the_vectors_is_refused()
    {
        Func<Tensor, Tensor> f = static t => t.SymmetricEigen().Values.Pow(3).Sum();
        foreach (string mix in ModeMixes.Of(3).Except(["RFF"]))
            mix.Invoking(mix => ModeMixes.By(f, mix)(Tensor.Eye<double>(3))).Should().Throw<InvalidOperationException>(mix).WithMessage("SymmetricEigen: *values repeat*");
        ModeMixes.By(f, "RFF")(Tensor.Eye<double>(3)).IsNaN().All().ShouldHold(1.0);
    }

    [Fact]
    public void Along_a_line_repeated_eigenvalues_part_by_those_of_the_direction()
    {
        Tensor symmetric = Direction + Direction.Transpose();
        Differentiate.Jvp(static t => t.SymmetricEigen().Values, Tensor.Eye<double>(3), symmetric).Tangent
            .ShouldHold(symmetric.SymmetricEigen().Values.Doubles());
    }

    private static void Holds(Func<Tensor, Tensor> f, Tensor x, Tensor v, Tensor expected)
    {
        double tolerance = x.DType == DType.Float32 ? 2e-5 : 1e-12;
        Func<Tensor, Tensor> gradient = Differentiate.Gradient(f);
        Differentiate.Jvp(gradient, x, v).Tangent.ShouldHold(expected.Doubles(), "forward over reverse", tolerance);
        Differentiate.Gradient(t => (Differentiate.Gradient(f, t) * v).Sum(), x).ShouldHold(expected.Doubles(), "reverse over reverse", tolerance);
        Differentiate.Gradient(t => Differentiate.Jvp(f, t, v).Tangent, x).ShouldHold(expected.Doubles(), "reverse over forward", tolerance);
        foreach (Tensor w in (Tensor[])[v, v.Flip(0) + 0.3, Tensor.Ones<double>(x.Shape).Cast(x.DType)])
            Differentiate.Jvp(t => Differentiate.Jvp(f, t, v).Tangent, x, w).Tangent.ToDouble().Should().BeApproximately((expected * w).Sum().ToDouble(),
                10 * tolerance, "forward over forward");
        Tensor hessian = Differentiate.Hessian(f, x).Reshape(x.Count, x.Count);
        hessian.MatMul(v.Reshape(x.Count)).ShouldHold(expected.Doubles(), "the whole Hessian", tolerance);
        Differentiate.Jvp(f, x, v).Tangent.ToDouble().Should().BeApproximately((Differentiate.Gradient(f, x) * v).Sum().ToDouble(), 10 * tolerance);
    }
}

namespace Autograd.Tests.Ops;

/// <summary>Second derivatives of determinants against their closed forms, at singular matrices and at unlike scales of rows and columns.</summary>
public sealed class DeterminantTests
{
    [Theory]
    [InlineData(5e-17, 3e-17, 0.8, 0.5)]
    [InlineData(5e-17, 0.8, 3e-17, 0.5)]
    [InlineData(0, 0, 0.8, 0.5)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(5e-200, 3e-200, 8e150, 5e150)]
    [InlineData(5e-320, 8e250, 3e-300, -5e300)]
    [InlineData(1e-300, 1e300, 1e-300, 0)]
    [InlineData(1e300, 1e-300, 1e-300, 1e300)]
    [InlineData(0, 1e-308, 1e308, 1e308)]
    public void Of_order_two_the_hessian_is_constant(double a, double b, double c, double d)
    {
        Tensor hessian = Differentiate.Hessian(static x => x.Reshape(2, 2).Determinant(), Tensor.From([a, b, c, d]));
        hessian.ToArray<double>().Select(static value => Math.Round(value, 14) + 0.0).Should().Equal(
            0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 1, 0, 0, 0);
        double[] gradient = Differentiate.Gradient(static x => x.Reshape(2, 2).Determinant(), Tensor.From([a, b, c, d])).ToArray<double>();
        double[] expected = [d, -c, -b, a];
        for (int i = 0; i < 4; i++)
            gradient[i].Should().BeApproximately(expected[i], 1e-14 * Math.Abs(expected[i]));

        Tensor along = Differentiate.HessianVectorProduct(static x => x.Reshape(2, 2).Determinant(), Tensor.From([a, b, c, d]), Tensor.From([2.0, 3, 5, 7]));
        along.ToArray<double>().Should().Equal([7, -5, -3, 2], static (found, right) => Math.Abs(found - right) <= 1e-14 * Math.Abs(right));
    }

    [Fact]
    public void Of_scaled_rows_the_hessian_is_scaled()
    {
        Tensor a = Tensor.Normal<double>(new Random(5), 4, 4);
        double[] scales = [1, 1e-17, 1e-9, 1e-17];
        Tensor rows = Tensor.From(scales), scaled = rows.Unsqueeze(1) * a;
        Tensor Hessian(Tensor x) => Differentiate.Hessian(static t => t.Reshape(4, 4).Determinant(), x.Reshape(16)).Reshape(4, 4, 4, 4);
        Tensor plain = Hessian(a), found = Hessian(scaled);
        double all = scales.Aggregate(static (x, y) => x * y);
        for (int i = 0; i < 4; i++)
            for (int k = 0; k < 4; k++)
            {
                // Along one row the determinant is linear; elsewhere its curvature bears the scales of the rows that do not move.
                double scale = all / (scales[i] * scales[k]);
                if (i == k)
                    found[i, .., k].Abs().Max().ToDouble().Should().BeLessThan(1e-13 * all / (scales[i] * 1e-17));
                else
                    (found[i, .., k] / scale - plain[i, .., k]).Abs().Max().ToDouble().Should().BeLessThan(1e-11);
            }
    }

    /// <summary>The third derivative along e₀₀, e₁₁ and e₂₂ is 1 whatever the matrix, and so at scales that no three directions share.</summary>
    [Fact]
    public void Third_derivatives_outlive_unlike_scales()
    {
        Tensor x = Tensor.From(new[,] { { 2e-250, 1e-250, 3e-250 }, { 1e200, 5e200, -2e200 }, { 3e10, 1e10, 2e10 } });
        Tensor Along(int place, Func<Tensor, Tensor> f, Tensor at)
        {
            double[,] direction = new double[3, 3];
            direction[place, place] = 1;
            return Differentiate.Jvp(f, at, Tensor.From(direction)).Tangent;
        }

        Along(0, x => Along(1, x => Along(2, static x => x.Determinant(), x), x), x).ToDouble().Should().BeApproximately(1, 1e-14);
    }

    [Fact]
    public void Gradients_outlive_determinants_that_leave_the_range()
    {
        Tensor x = (Tensor.Eye<double>(10) * 1e-4).Cast(DType.Float32);
        x.Determinant().ToDouble().Should().BeApproximately(1e-40, 1e-44);
        Differentiate.Gradient(static t => t.Determinant(), x).ToArray<float>()[0].Should().BeApproximately(1e-36f, 1e-42f);
        Tensor tiny = Tensor.Eye<double>(40) * 1e-8;
        Differentiate.Gradient(static t => t.Determinant(), tiny)[0, 0].ToDouble().Should().BeApproximately(1e-312, 1e-320);
    }
}

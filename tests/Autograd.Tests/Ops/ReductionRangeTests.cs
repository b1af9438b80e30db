namespace Autograd.Tests;

/// <summary>
/// Reductions commute with powers of two, bit for bit, to the edge of the range: f(2ᵏx) = 2^(degree·k) f(x), and the gradient at
/// 2ᵏx is 2^((degree − 1)·k) times that at x, as far as all of them are normal numbers.
/// </summary>
public class ReductionRangeTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, int Degree)> Reductions = new()
    {
        ["Sum"] = (static x => x.Sum(), 1),
        ["Sum of rows"] = (static x => x.Sum(1), 1),
        ["Mean"] = (static x => x.Mean(), 1),
        ["Mean of columns"] = (static x => x.Mean(0), 1),
        ["Max"] = (static x => x.Max(1), 1),
        ["Min"] = (static x => x.Min(0), 1),
        ["CumulativeSum"] = (static x => x.CumulativeSum(1), 1),
        ["CumulativeSum of columns"] = (static x => x.CumulativeSum(0), 1),
        ["Norm -2"] = (static x => x.Norm(-2), 1),
        ["Norm 0.5"] = (static x => x.Norm(0.5, 1), 1),
        ["Norm 1"] = (static x => x.Norm(1), 1),
        ["Norm 1.5"] = (static x => x.Norm(1.5, 0), 1),
        ["Norm 2"] = (static x => x.Norm(), 1),
        ["Norm 2 of rows"] = (static x => x.Norm(2, 1, keepDims: true), 1),
        ["Norm 2 of columns"] = (static x => x.Norm(2, 0), 1),
        ["Norm 3"] = (static x => x.Norm(3), 1),
        ["Norm 7.3"] = (static x => x.Norm(7.3, 1), 1),
        ["Norm 200"] = (static x => x.Norm(200), 1),
        ["Norm infinity"] = (static x => x.Norm(double.PositiveInfinity), 1),
        ["StandardDeviation"] = (static x => x.StandardDeviation(), 1),
        ["StandardDeviation of rows"] = (static x => x.StandardDeviation(1, correction: 0), 1),
        ["StandardDeviation of columns"] = (static x => x.StandardDeviation(0), 1),
        ["Variance"] = (static x => x.Variance(), 2),
        ["Variance of rows"] = (static x => x.Variance(1, correction: 0), 2),
        ["LayerNorm"] = (static x => x.LayerNorm(epsilon: 0), 0),
        ["Prod of threes"] = (static x => x[.., ..3].Prod(1), 3),
    };

    public static TheoryData<string> Names => [.. Reductions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void CommuteWithPowersOfTwo(string name)
    {
        (Func<Tensor, Tensor> function, int degree) = Reductions[name];
        foreach (DType type in Enum.GetValues<DType>())
        {
            (int least, int most) = type == DType.Float32 ? (-110, 110) : (-990, 990);
            Tensor x = Tensor.Normal<double>(new Random(7), 3, 37).Cast(type), upstream = Tensor.Normal<double>(new Random(8), function(x).Shape).Cast(type);
            double[] value = function(x).Doubles(), gradient = Derivatives.Of(function, x, upstream).Doubles();
            double[] recorded = Derivatives.Of(function, x, upstream, createGraph: true).Doubles();
            double[] slope = Differentiate.Jvp(function, x, x).Tangent.Doubles();
            foreach (int k in (int[])[least, 3 * least / 4, least / 2, least / 3, least / 4, -9, 1, 20, most / 4, most / 3, most / 2, 3 * most / 4, most])
            {
                // What cannot be written, or has few digits left, is no matter of the law.
                int up = degree * k, slopes = (degree - 1) * k;
                Tensor scaled = Scaled(x, k);
                string because = $"of {name} of {type} at 2^{k}";
                if (up > least && up < most)
                    Bits(function(scaled)).Should().Equal(value.Select(y => Math.ScaleB(y, up)), because);
                if (slopes <= least || slopes >= most)
                    continue;
                Bits(Derivatives.Of(function, scaled, upstream)).Should().Equal(gradient.Select(y => Math.ScaleB(y, slopes)), "as the gradient " + because);
                if (name is not "LayerNorm")
                    Bits(Derivatives.Of(function, scaled, upstream, createGraph: true)).Should().Equal(recorded.Select(y => Math.ScaleB(y, slopes)), "as the recorded gradient " + because);
                if (degree > 0 && up > least && up < most)
                    Differentiate.Jvp(function, scaled, scaled).Tangent.ShouldHold([.. slope.Select(y => Math.ScaleB(y, up))], "as the tangent " + because, type == DType.Float32 ? 1e-4 : 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(2.0, DType.Float32, 1e19), InlineData(2.0, DType.Float32, 1e-30), InlineData(3.0, DType.Float32, 1e13), InlineData(3.0, DType.Float32, 1e38)]
    [InlineData(2.0, DType.Float64, 1e160), InlineData(2.0, DType.Float64, 1e-200), InlineData(3.0, DType.Float64, 1e300), InlineData(1.5, DType.Float64, 1e-300)]
    public void NormsHaveEveryDerivativeFarOut(double p, DType type, double size)
    {
        // Of (3, 4) and its multiples, from the formulas: with r = |x| / y, the gradient is rᵖ⁻¹, and the Hessian (p − 1)(δ rᵖ⁻² − rᵢᵖ⁻¹ rⱼᵖ⁻¹) / y.
        double[] x = type == DType.Float32 ? [(float)(3 * size / 4), (float)-size] : [3 * size / 4, -size];
        double norm = size * Math.Pow(Math.Pow(-x[0] / x[1], p) + 1, 1 / p), tolerance = type == DType.Float32 ? 2e-6 : 1e-14;
        double[] r = [x[0] / norm, -x[1] / norm], slope = [Math.Pow(r[0], p - 1), -Math.Pow(r[1], p - 1)];
        Tensor at = Values.Of(type, [2], x);
        (at.Norm(p).ToDouble() / norm).Should().BeApproximately(1, tolerance);
        Derivatives.Of(t => t.Norm(p), at).ShouldHold(slope, "as the gradient", tolerance);
        Derivatives.Of(t => t.Norm(p), at, createGraph: true).ShouldHold(slope, "as the recorded gradient", tolerance);
        double[][] hessian = Derivatives.Hessian(t => t.Norm(p), at);
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                (hessian[i][j] * norm).Should().BeApproximately((p - 1) * ((i == j ? Math.Pow(r[i], p - 2) : 0) - slope[i] * slope[j]), 10 * tolerance);
        Tensor forward = Differentiate.Hessian(t => t.Norm(p), at);
        forward.Doubles().Should().Equal(hessian.SelectMany(static row => row), (a, b) => Math.Abs(a - b) * norm < 10 * tolerance);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void AnOffsetCostsNoDigits(DType type)
    {
        double far = type == DType.Float32 ? 1e7 : 1e15;
        Tensor x = Values.Vector(type, far, far + 1, far + 3);
        double tolerance = type == DType.Float32 ? 1e-6 : 1e-14, third = 1.0 / 3, deviation = Math.Sqrt(7 * third);
        x.Variance().ShouldHold([7 * third], "as the variance", tolerance);
        x.StandardDeviation().ShouldHold([deviation], "as the deviation", tolerance);
        foreach (bool recorded in (bool[])[false, true])
        {
            Derivatives.Of(static t => t.Variance(), x, createGraph: recorded).ShouldHold([-4 * third, -third, 5 * third], "as the gradient", tolerance);
            Derivatives.Of(static t => t.StandardDeviation(), x, createGraph: recorded)
                .ShouldHold([-2 * third / deviation, -third / 2 / deviation, 2.5 * third / deviation], "as the gradient", tolerance);
        }

        // With deviations −4/3, −1/3, 5/3 and the population's variance 14/9.
        double unit = Math.Sqrt(14.0 / 9);
        double[] normal = [-4 * third / unit, -third / unit, 5 * third / unit];
        x.LayerNorm(epsilon: 0).ShouldHold(normal, "as the normalised", tolerance);
        Tensor weight = Tensor.Parameter(Values.Vector(type, 1, 1, 1));
        x.LayerNorm(weight, epsilon: 0).Sum().Backward();
        weight.Grad!.ShouldHold(normal, "as the gradient of the weight", tolerance);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void EqualNumbersHaveNoSpread(DType type)
    {
        Tensor tenths = Tensor.Full(0.1, 999).Cast(type).Contiguous();
        tenths.Variance().ToDouble().Should().Be(0);
        tenths.LayerNorm().Doubles().Should().OnlyContain(static y => y == 0);
        tenths.Reshape(333, 3).LayerNorm().Doubles().Should().OnlyContain(static y => y == 0);
        Derivatives.Of(static x => x.StandardDeviation(), tenths).Doubles().Should().OnlyContain(static slope => slope == 0);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void PartsMayLeaveTheRangeWhereTheWholeDoesNot(DType type)
    {
        double big = type == DType.Float32 ? 3e38 : 1.7e308, small = type == DType.Float32 ? 1e-30 : 1e-300;
        Values.Vector(type, big, big, -big, -big, big).Sum().ShouldHold([Values.Vector(type, big).ToDouble()], "as the sum", 1e-6);
        Values.Vector(type, big, big).Mean().ToDouble().Should().Be(Values.Vector(type, big).ToDouble());
        Tensor factors = Values.Vector(type, 1 / small, small, 1 / small, small, 2);
        factors.Prod().ShouldHold([2], "as the product", 1e-6);
        foreach (bool recorded in (bool[])[false, true])
            Derivatives.Of(static x => x.Prod(), factors, createGraph: recorded).Doubles().Zip(factors.Doubles(), static (slope, factor) => slope * factor)
                .Should().OnlyContain(static y => Math.Abs(y - 2) < 1e-5);
        Derivatives.Of(static x => x.Prod(), Values.Vector(type, small, small, 1)).Doubles()[..2].Should().OnlyContain(slope => Math.Abs(slope / small - 1) < 1e-6);
    }

    [Fact]
    public void LayerNormKeepsOrdinaryRowsBesideExtremeOnes()
    {
        Tensor row = Tensor.Normal<float>(new Random(3), 1, 20), huge = Scaled(row, 100);
        Tensor tiny = Scaled(row, -110), all = Tensor.Concat([row, huge, tiny], 0);
        float[] normal = row.LayerNorm().ToArray<float>(), unit = row.LayerNorm(epsilon: 0).ToArray<float>(), together = all.LayerNorm().ToArray<float>();
        together[..20].Should().Equal(normal);
        together[20..40].Should().Equal(unit);
        together[40..].Should().OnlyContain(static y => Math.Abs(y) < 1e-25);
        double[] upstream = [.. Enumerable.Range(0, 60).Select(static i => Math.Sin(i))];
        double[] fast = Derivatives.Of(static x => x.LayerNorm(), all, Values.Of(DType.Float32, [3, 20], upstream)).Doubles();
        double[] recorded = Derivatives.Of(static x => x.LayerNorm(), all, Values.Of(DType.Float32, [3, 20], upstream), createGraph: true).Doubles();
        for (int i = 0; i < 60; i++)
            recorded[i].Should().BeApproximately(fast[i], 2e-5 * fast[(i / 20 * 20)..(i / 20 * 20 + 20)].Max(Math.Abs));
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void LogarithmsOfSumsKeepTheirTails(DType type)
    {
        double tail = Math.Exp(-40), tolerance = type == DType.Float32 ? 1e-6 : 1e-14;
        Near(Values.Of(type, [1, 3], 40, 0, 0).CrossEntropy([0]), 2 * tail);
        Near(Values.Of(type, [2, 3], 40, 0, 0, 0, 40, 0).CrossEntropy([0, 1]), 2 * tail);
        Near(-Values.Vector(type, 0, 40, 0).LogSoftmax()[1], 2 * tail);
        Near(Values.Vector(type, -40, 0, -40).LogSumExp(), 2 * tail);
        Near(Values.Of(type, [2, 2], -40, 0, 0, -40).LogSumExp(1)[0], tail);
        Near(Values.Of(type, [2, 3], 5, 5, -40, 5, 5, 5).CrossEntropy([0, 2]), (Math.Log(2) + Math.Log(3)) / 2);
        Near(Values.Vector(type, 0, 0, -50).LogSumExp(), Math.Log(2));
        Derivatives.Of(static x => x.LogSumExp(), Values.Vector(type, -40, 0, -40)).Doubles()[0].Should().BeApproximately(tail, tail * 1e-5);

        void Near(Tensor y, double expected) => (y.ToDouble() / expected).Should().BeApproximately(1, tolerance);
    }

    private static Tensor Scaled(Tensor x, int k) => Values.Of(x.DType, [.. x.Shape.ToArray()], [.. x.Doubles().Select(value => Math.ScaleB(value, k))]);

    private static double[] Bits(Tensor x) => x.Doubles();
}

namespace Autograd.Tests;

/// <summary>What the words that stable formulas are built of do at ties, origins and ends, where the laws' random operands do not come.</summary>
public class StableWordTests
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    [Theory, ClassData(typeof(BothTypes))]
    public void Powers_of_two_are_exact(DType type)
    {
        int least = type == DType.Float32 ? -149 : -1074, most = type == DType.Float32 ? 127 : 1023;
        double[] exponents = [.. Enumerable.Range(least, most - least + 1).Select(static n => (double)n)];
        Values.Vector(type, exponents).Exp2().ShouldHold([.. exponents.Select(static n => Math.ScaleB(1, (int)n))]);
        Values.Vector(type, most + 1, Infinity, least - 2, -Infinity, NaN).Exp2().ShouldHold(Infinity, Infinity, 0, 0, NaN);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void Sines_over_their_angle_vanish_at_whole_numbers(DType type)
    {
        Values.Vector(type, 0, 1, -2, 3, 1e7, Infinity, -Infinity, NaN).Sinc().ShouldHold(1, 0, 0, 0, 0, 0, 0, NaN);
        Differentiate.Hessian(static x => x.Sinc().Sum(), Tensor.From([0.0])).ToDouble().Should().BeApproximately(-Math.PI * Math.PI / 3, 1e-15);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void An_entropy_has_no_need_of_guards(DType type)
    {
        Tensor p = Values.Vector(type, 0, 0.5, 0.5, 0), q = Values.Vector(type, 0, 0.25, 0.5, 0.25);
        p.Xlogy(q).ShouldHold([0, 0.5 * Math.Log(0.25), 0.5 * Math.Log(0.5), 0], "", type == DType.Float32 ? 1e-7 : 1e-16);
        Derivatives.Of(y => p.Xlogy(y), q).ShouldHold(0, 2, 1, 0);
        Values.Vector(type, 0, 0, 1, NaN).Xlogy(Values.Vector(type, Infinity, NaN, 0, 1)).ShouldHold(0, NaN, -Infinity, NaN);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void Bounds_that_are_tensors_hold_elementwise(DType type)
    {
        Tensor x = Values.Vector(type, -1, 0, 0.5, 2, NaN), low = Values.Vector(type, 0, 0, 0, 0, 0), high = Values.Vector(type, 1, 1, 0.5, 1, 1);
        x.Clamp(low, high).ShouldHold(0, 0, 0.5, 1, NaN);
        (x, low, high) = (x[..4], low[..4], high[..4]);
        Derivatives.Of(x => x.Clamp(low, high), x).ShouldHold(0, 0.5, 0.5, 0);
        Derivatives.Of(low => x.Clamp(low, high), low).ShouldHold(1, 0.5, 0, 0);
        Derivatives.Of(high => x.Clamp(low, high), high).ShouldHold(0, 0, 0.5, 1);
        x.Clamp(Values.Of(type, [], [-0.5]), Values.Of(type, [], [1.5])).ShouldHold(-0.5, 0, 0.5, 1.5);
        x[..0].Clamp(low[..0], high[..0]).ShouldHold([0]);
        x[..2].Clamp(Values.Vector(type, NaN, 0), Values.Vector(type, 1, NaN)).ShouldHold(NaN, NaN);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void A_running_maximum_is_shared_evenly_by_those_that_reach_it(DType type)
    {
        Tensor x = Values.Vector(type, 1, 3, 2, 3, 3, 0, 4);
        x.CumulativeMax(0).ShouldHold(1, 3, 3, 3, 3, 3, 4);

        // Places 1 and 2 have one element that reaches 3, place 3 has two, 4 and 5 have three.
        double third = 1.0 / 3;
        Tensor slopes = Derivatives.Of(static x => x.CumulativeMax(0), x);
        slopes.ShouldHold([1, 2 + 0.5 + 2 * third, 0, 0.5 + 2 * third, 2 * third, 0, 1], "", 1e-6);
        Differentiate.Jvp(static x => x.CumulativeMax(0), x, Values.Vector(type, 1, 2, 100, 4, 9, 100, 5)).Tangent.ShouldHold(1, 2, 2, 3, 5, 5, 5);
        Values.Vector(type, 1, NaN, 5, NaN).CumulativeMax(0).ShouldHold(1, NaN, NaN, NaN);
        Derivatives.Of(static x => x.CumulativeMax(0), Values.Vector(type, 1, NaN, 5, NaN)).ShouldHold(1, 2.5, 0, 0.5);
        Values.Of(type, [2, 2], [-Infinity, 5, -0.0, 4]).CumulativeMax(-2).ShouldHold([2, 2], -Infinity, 5, -0.0, 5);
        Derivatives.Hessian(static x => x.CumulativeMax(0).Square().Sum(), x[..3]).Should().BeEquivalentTo((double[][])[[2, 0, 0], [0, 4, 0], [0, 0, 0]]);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void A_running_logarithm_of_sums_begins_with_nothing(DType type)
    {
        Tensor x = Values.Vector(type, -Infinity, -Infinity, 700, 700, -800, Infinity, 1);
        Tensor y = x.CumulativeLogSumExp(0);
        y.ShouldHold([-Infinity, -Infinity, 700, 700 + Math.Log(2), 700 + Math.Log(2), Infinity, Infinity], "", type == DType.Float32 ? 1e-7 : 1e-15);
        Derivatives.Of(static x => x.CumulativeLogSumExp(0), x[..5]).ShouldHold(0, 0, 2, 1, 0);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void Zeros_have_no_direction(DType type)
    {
        double huge = type == DType.Float32 ? 1e38 : 1e308, tiny = type == DType.Float32 ? 1e-38 : 1e-308;
        Tensor x = Values.Of(type, [4, 2], [0, -0.0, 3, 4, 0.6 * huge, -0.8 * huge, 0.8 * tiny, 0.6 * tiny]);
        double digit = type == DType.Float32 ? 2e-7 : 4e-16;
        x.Normalize().Flatten().ShouldHold([0, 0, 0.6, 0.8, 0.6, -0.8, 0.8, 0.6], "", digit);
        x.CosineSimilarity(x).ShouldHold([0, 1, 1, 1], "", 2 * digit);
        Derivatives.Of(static x => x.Normalize(), x[0]).ShouldHold(0, 0);
        Derivatives.Of(static x => x.CosineSimilarity(x + 1), x[0]).ShouldHold(0, 0);
        Derivatives.Hessian(static x => x.Normalize().Sum(), x[0]).Should().BeEquivalentTo((double[][])[[0, 0], [0, 0]]);
    }
}

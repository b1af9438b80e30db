using System.Numerics.Tensors;

namespace Autograd.Tests;

/// <summary>Making tensors.</summary>
public class CreationTests
{
    [Fact]
    public void TheElementTypeIsTheArguments()
    {
        Tensor.From(1f).DType.Should().Be(DType.Float32);
        Tensor.From(1.0).DType.Should().Be(DType.Float64);
        Tensor.From([1f]).DType.Should().Be(DType.Float32);
        Tensor.From(new[,] { { 1.0 } }).DType.Should().Be(DType.Float64);
        Tensor.Zeros<float>(2).DType.Should().Be(DType.Float32);
        Tensor.Full(2.0, 2).DType.Should().Be(DType.Float64);
    }

    [Fact]
    public void AnotherElementTypeIsRefused()
    {
        Refusal.Thrown<ArgumentException>("From", ["Half"], static () => Tensor.From(Half.One));
        Refusal.Thrown<ArgumentException>("Zeros", ["Half"], static () => Tensor.Zeros<Half>(2));
    }

    [Fact]
    public void FromTakesValuesInReadingOrder()
    {
        Tensor.From(2.5).ShouldHold([], 2.5);
        Tensor.From(new[] { 1.0, 2, 3 }).ShouldHold([3], 1, 2, 3);
        Tensor.From((ReadOnlySpan<float>)[1, 2]).ShouldHold([2], 1, 2);
        Tensor.From([1f, 2, 3, 4], 2, 2).ShouldHold([2, 2], 1, 2, 3, 4);
        Tensor.From((ReadOnlySpan<double>)[1, 2, 3, 4], 2, 1, 2).ShouldHold([2, 1, 2], 1, 2, 3, 4);
        Tensor.From(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } }).ShouldHold([2, 3], 1, 2, 3, 4, 5, 6);
        Tensor.From(new float[0, 3]).ShouldHold([0, 3]);
        Tensor.From(Array.Empty<float>()).ShouldHold([0]);
        Tensor.From([7.0], []).ShouldHold([], 7);
    }

    [Fact]
    public void FromCopies()
    {
        double[] values = [1, 2];
        Tensor x = Tensor.From(values);
        values[0] = 9;
        x.ShouldHold(1, 2);
    }

    [Fact]
    public void FromTakesTensorsOfTheRuntime()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Tensor.From(new ReadOnlyTensorSpan<float>(values, [2, 3])).ShouldHold([2, 3], 1, 2, 3, 4, 5, 6);
        ReadOnlyTensorSpan<float> middle = new ReadOnlyTensorSpan<float>(values, [2, 3]).Slice(0..2, 1..3);
        Tensor.From(middle).ShouldHold([2, 2], 2, 3, 5, 6);
        System.Numerics.Tensors.Tensor<double> runtime = System.Numerics.Tensors.Tensor.Create([1.0, 2, 3, 4], [2, 2]);
        Tensor.From(runtime).ShouldHold([2, 2], 1, 2, 3, 4);
    }

    [Fact]
    public void AsTensorSpanHasTheShape()
    {
        ReadOnlyTensorSpan<double> span = Values.Counting(2, 3).Transpose().AsTensorSpan<double>();
        span.Lengths.ToArray().Should().Equal(3, 2);
        span[2, 1].Should().Be(5);
        span[1, 0].Should().Be(1);
        Tensor.From(span).ShouldHold([3, 2], 0, 3, 1, 4, 2, 5);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void FilledOnesHoldOneValue(DType type)
    {
        (type == DType.Float32 ? Tensor.Zeros<float>(2, 2) : Tensor.Zeros<double>(2, 2)).ShouldHold([2, 2], 0, 0, 0, 0);
        (type == DType.Float32 ? Tensor.Ones<float>() : Tensor.Ones<double>()).ShouldHold([], 1);
        (type == DType.Float32 ? Tensor.Full(0.1f, 3) : Tensor.Full(0.1, 3)).ShouldHold([3], 0.1, 0.1, 0.1);
        (type == DType.Float32 ? Tensor.Eye<float>(2) : Tensor.Eye<double>(2)).ShouldHold([2, 2], 1, 0, 0, 1);
        (type == DType.Float32 ? Tensor.Eye<float>(0) : Tensor.Eye<double>(0)).ShouldHold([0, 0]);
    }

    [Fact]
    public void FullKeepsEveryBitOfItsValue() => Tensor.Full(0.1f, 2).ToArray<float>().Should().Equal(0.1f, 0.1f);

    [Fact]
    public void ArangeStopsBeforeItsEnd()
    {
        Tensor.Arange(0.0, 3, 1).ShouldHold([3], 0, 1, 2);
        Tensor.Arange(0.0, 3.5, 1).ShouldHold([4], 0, 1, 2, 3);
        Tensor.Arange(1.0, 0, -0.25).ShouldHold([4], 1, 0.75, 0.5, 0.25);
        Tensor.Arange(2f, 2, 1).ShouldHold([0]);
        Tensor.Arange(0.0, 1, 0.1).Count.Should().Be(10);
    }

    [Fact]
    public void LinspaceIncludesBothEnds()
    {
        Tensor.Linspace(0.0, 1, 5).ShouldHold([5], 0, 0.25, 0.5, 0.75, 1);
        Tensor.Linspace(1f, -1, 3).ShouldHold([3], 1, 0, -1);
        Tensor.Linspace(3.0, 7, 1).ShouldHold([1], 3);
        Tensor.Linspace(3.0, 7, 0).ShouldHold([0]);
        Tensor.Linspace(0.1, 0.7, 7).ToArray<double>()[^1].Should().Be(0.7);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void UniformNumbersAreEvenInTheirRange(DType type)
    {
        Tensor x = Uniform(type, seed: 5, 20000), half = x - 0.5;
        double[] values = x.Doubles();
        values.Should().OnlyContain(static value => value >= 0 && value < 1);
        // Five standard errors: 1/√(12 n) for the mean, 1/√(180 n) for the mean square.
        values.Average().Should().BeApproximately(0.5, 5 / Math.Sqrt(12 * 20000.0));
        half.Doubles().Average(static value => value * value).Should().BeApproximately(1 / 12.0, 5 / Math.Sqrt(180 * 20000.0));
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void NormalNumbersHaveTheMomentsOfTheNormalDistribution(DType type)
    {
        double[] values = Normal(type, seed: 7, 20000).Doubles();
        values.Should().OnlyContain(static value => double.IsFinite(value));
        values.Average().Should().BeApproximately(0, 5 / Math.Sqrt(20000.0));
        values.Average(static value => value * value).Should().BeApproximately(1, 5 * Math.Sqrt(2 / 20000.0));
        values.Average(static value => value * value * value).Should().BeApproximately(0, 5 * Math.Sqrt(15 / 20000.0));
        values.Average(static value => value * value * value * value).Should().BeApproximately(3, 5 * Math.Sqrt(96 / 20000.0));
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void TheSeedDecidesTheNumbers(DType type)
    {
        Uniform(type, 3, 4, 5).ShouldBeExactly(Uniform(type, 3, 4, 5));
        Normal(type, 3, 4, 5).ShouldBeExactly(Normal(type, 3, 4, 5));
        Uniform(type, 3, 20).Doubles().Should().NotEqual(Uniform(type, 4, 20).Doubles());
        Uniform(type, 3, 4, 5).Shape.Should().Equal(4, 5);
    }

    [Fact]
    public void TheLargestDrawOfSinglePrecisionIsBelowOne()
    {
        Tensor.Uniform<float>(new AlmostOne(), 3).ToArray<float>().Should().OnlyContain(static value => value < 1);
        Tensor.Normal<float>(new AlmostOne(), 3).ToArray<float>().Should().OnlyContain(static value => float.IsFinite(value));
    }

    [Fact]
    public void AParameterHasItsOwnCopyAndName()
    {
        Tensor values = Tensor.From([1.0, 2]), parameter = Tensor.Parameter(values, "weight");
        parameter.RequiresGrad.Should().BeTrue();
        parameter.Name.Should().Be("weight");
        parameter.Grad.Should().BeNull();
        values.RequiresGrad.Should().BeFalse();
        parameter.Assign(Tensor.From([3.0, 4]));
        values.ShouldHold(1, 2);
        parameter.ShouldHold(3, 4);
        Tensor.Parameter(parameter * 2).Backward(Tensor.Ones<double>(2));
        parameter.Grad.Should().BeNull("a parameter made of another one begins a tape of its own");
    }

    private static Tensor Uniform(DType type, int seed, params int[] shape) =>
        type == DType.Float32 ? Tensor.Uniform<float>(new Random(seed), shape) : Tensor.Uniform<double>(new Random(seed), shape);

    private static Tensor Normal(DType type, int seed, params int[] shape) =>
        type == DType.Float32 ? Tensor.Normal<float>(new Random(seed), shape) : Tensor.Normal<double>(new Random(seed), shape);

    private sealed class AlmostOne : Random
    {
        public override double NextDouble() => Math.BitDecrement(1.0);
    }
}

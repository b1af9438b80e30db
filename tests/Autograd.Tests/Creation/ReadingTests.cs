namespace Autograd.Tests;

/// <summary>Reading tensors, and converting between element types.</summary>
public class ReadingTests
{
    [Fact]
    public void SingleElementsAreReadAsNumbers()
    {
        Tensor.From(1.5f).Item<float>().Should().Be(1.5f);
        Tensor.From(new[,] { { 2.5 } }).Item<double>().Should().Be(2.5);
        Tensor.From(0.1f).ToDouble().Should().Be((double)0.1f);
        Values.Counting(2, 3)[1, 2].ToDouble().Should().Be(5);
        Values.Counting(200)[150].Item<double>().Should().Be(150);
    }

    [Fact]
    public void ArraysAreCopiesInReadingOrder()
    {
        Tensor x = Values.Counting(2, 3);
        double[] array = x.Transpose().ToArray<double>();
        array.Should().Equal(0, 3, 1, 4, 2, 5);
        array[0] = 9;
        x.ShouldHold(0, 1, 2, 3, 4, 5);
        Tensor.Zeros<float>(0, 2).ToArray<float>().Should().BeEmpty();
    }

    [Fact]
    public void CopyToFillsTheStartOfASpan()
    {
        double[] target = [9, 9, 9, 9, 9];
        Values.Counting(4)[1..4].Flip().CopyTo<double>(target);
        target.Should().Equal(3, 2, 1, 9, 9);
        Refusal.Thrown<ArgumentException>("CopyTo", ["[4]"], () => Values.Counting(4).CopyTo<double>(new double[3]));
    }

    [Fact]
    public void SpansShowTheElementsInReadingOrder()
    {
        Values.Counting(2, 2).AsSpan<double>().ToArray().Should().Equal(0, 1, 2, 3);
        Values.Counting(2, 2).Transpose().AsSpan<double>().ToArray().Should().Equal(0, 2, 1, 3);
        Values.Counting(6)[2..4].AsSpan<double>().ToArray().Should().Equal(2, 3);
        Tensor.Zeros<float>(0).AsSpan<float>().Length.Should().Be(0);
    }

    private static readonly Refusals WrongType = new()
    {
        { "Item", "Item", ["Float64", "type float"], static () => Tensor.From(1.0).Item<float>() },
        { "ToArray", "ToArray", ["Float32", "type double"], static () => Tensor.From([1f]).ToArray<double>() },
        { "CopyTo", "CopyTo", ["Float32", "type double"], static () => Tensor.From([1f]).CopyTo<double>(new double[1]) },
        { "AsSpan", "AsSpan", ["Float32", "type double"], static () => Tensor.From([1f]).AsSpan<double>() },
        { "AsTensorSpan", "AsTensorSpan", ["Float64", "type float"], static () => Tensor.From([1.0]).AsTensorSpan<float>() },
        { "Half", "ToArray", ["Half"], static () => Tensor.From([1.0]).ToArray<Half>() },
    };

    public static TheoryData<string> NamesOfWrongType => WrongType.Names;

    [Theory]
    [MemberData(nameof(NamesOfWrongType))]
    public void AnotherElementTypeIsRefused(string name) => WrongType[name].Verify<ArgumentException>();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void OnlyOneElementIsANumber(int count)
    {
        Tensor x = Tensor.Zeros<double>(count);
        Refusal.Thrown<InvalidOperationException>("Item", [$"[{count}]"], () => x.Item<double>());
        Refusal.Thrown<InvalidOperationException>("ToDouble", [$"[{count}]"], () => x.ToDouble());
    }

    [Fact]
    public void CastRoundsToNearest()
    {
        Tensor.From([0.1, 1e40, -1e-50, double.NaN, 16777217]).Cast(DType.Float32).ToArray<float>()
            .Should().Equal(0.1f, float.PositiveInfinity, -0f, float.NaN, 16777216f);
        Tensor.From([0.1f, float.NegativeInfinity]).Cast(DType.Float64).ToArray<double>().Should().Equal((double)0.1f, double.NegativeInfinity);
        Values.Counting(2, 3).Transpose().Cast(DType.Float32).ToArray<float>().Should().Equal(0, 3, 1, 4, 2, 5);
    }

    [Fact]
    public void CastCastsTheGradientBack()
    {
        Tensor x = Tensor.Parameter(Tensor.From([1f, 2]));
        (x.Cast(DType.Float64) * Tensor.From([3.0, 4])).Sum().Backward();
        x.Grad.ShouldHold(3, 4);
        x.Grad!.DType.Should().Be(DType.Float32);
    }

    [Fact]
    public void ANumberTakesTheTensorsType()
    {
        Tensor x = Tensor.From([1f]);
        (x * 0.1).ToArray<float>().Should().Equal(0.1f);
        (0.1 + x).DType.Should().Be(DType.Float32);
        (Tensor.From([1.0]) * 0.1).ToArray<double>().Should().Equal(0.1);
    }

    [Fact]
    public void ReadingAnEndedScopesTensorThrowsEverywhere()
    {
        Tensor x;
        using (new TensorScope())
            x = Tensor.From([1.0]);
        foreach ((string operation, Action read) in ((string, Action)[])[("Item", () => x.Item<double>()), ("ToDouble", () => x.ToDouble()),
            ("ToArray", () => x.ToArray<double>()), ("AsSpan", () => x.AsSpan<double>()), ("AsTensorSpan", () => x.AsTensorSpan<double>()),
            ("CopyTo", () => x.CopyTo<double>(new double[1])),
            ("ToDouble", () => x.Detach().ToDouble()), ("ToDouble", () => x.Reshape(1, 1).ToDouble())])
            Refusal.Thrown<ObjectDisposedException>(operation, ["the scope of [1", "has ended"], read);
        foreach (Action use in (Action[])[() => _ = x + 1, () => x.Sum(), () => x.MatMul(x), () => x.Clone(), () => x.ToString(),
            () => x.IndexSelect(0, 0), () => Tensor.Concat([x]), () => x.Sort(), () => x.Cast(DType.Float32), () => Tensor.Parameter(x)])
            Refusal.Thrown<ObjectDisposedException>("TensorScope", ["has ended"], use);
    }
}

namespace Autograd.Tests;

/// <summary>Sizes that cannot be.</summary>
public class ShapeRefusalTests
{
    private static readonly Tensor Large = Tensor.From(1f).BroadcastTo(1 << 16, 1 << 14);

    private static readonly Refusals Negative = new()
    {
        { "Shape", "Shape", ["[2, -1]"], static () => Shape.Create([2, -1]) },
        { "From", "From", ["[-2]"], static () => Tensor.From([1f, 2], -2) },
        { "Zeros", "Zeros", ["[3, -4]"], static () => Tensor.Zeros<float>(3, -4) },
        { "Ones", "Ones", ["[-1]"], static () => Tensor.Ones<float>(-1) },
        { "Full", "Full", ["[-1]"], static () => Tensor.Full(2.0, -1) },
        { "Eye", "Eye", ["[-1, -1]"], static () => Tensor.Eye<float>(-1) },
        { "Normal", "Normal", ["[-1]"], static () => Tensor.Normal<float>(new Random(1), -1) },
        { "Uniform", "Uniform", ["[-1]"], static () => Tensor.Uniform<float>(new Random(1), -1) },
        { "Reshape", "Reshape", ["[-2, -3]"], static () => Values.Counting(6).Reshape(-2, -3) },
        { "BroadcastTo", "BroadcastTo", ["[-1]"], static () => Values.Counting(1).BroadcastTo(-1) },
    };

    private static readonly Refusals TooMany = new()
    {
        { "Shape", "Shape", ["[65536, 65536]"], static () => Shape.Create([1 << 16, 1 << 16]) },
        { "Shape past 64 bits", "Shape", ["2147483647"], static () => Shape.Create([int.MaxValue, int.MaxValue, int.MaxValue]) },
        { "Zeros", "Zeros", ["[65536, 65536]"], static () => Tensor.Zeros<float>(1 << 16, 1 << 16) },
        { "From", "From", ["[65536, 65536]"], static () => Tensor.From(new float[4], 1 << 16, 1 << 16) },
        { "Eye", "Eye", ["[65536, 65536]"], static () => Tensor.Eye<float>(1 << 16) },
        { "BroadcastTo", "BroadcastTo", ["[65536, 65536]"], static () => Tensor.From(1f).BroadcastTo(1 << 16, 1 << 16) },
        { "Add", "Add", ["[65536, 65536]"], static () => _ = Tensor.Zeros<float>(1 << 16, 1) + Tensor.Zeros<float>(1 << 16) },
        { "MatMul", "MatMul", ["[65536, 65536]"], static () => Tensor.Zeros<float>(1 << 16, 1).MatMul(Tensor.Zeros<float>(1, 1 << 16)) },
        { "Tile", "Tile", [], static () => Large.Tile(1 << 10, 1) },
        { "Tile, past an axis", "Tile", [], static () => Large.Tile(1, 1 << 20) },
        { "Repeat", "Repeat", [], static () => Large.Repeat(1 << 20, 0) },
        { "Concat", "Concat", [], static () => Tensor.Concat([Large, Large, Large], 1) },
        { "Pad", "Pad", [], static () => Large.Pad([(0, int.MaxValue)]) },
        { "Diagonal", "Diagonal", [], static () => Values.Counting(3).Diagonal(1 << 20) },
        { "Diagonal, past an axis", "Diagonal", [], static () => Values.Counting(3).Diagonal(int.MaxValue) },
        { "Diagonal, furthest below", "Diagonal", [], static () => Values.Counting(3).Diagonal(int.MinValue) },
        { "Arange", "Arange", [], static () => Tensor.Arange(0.0, 1e12, 1) },
    };

    private static readonly Refusals WrongCounts = new()
    {
        { "too few", "From", ["[2, 3]", "5"], static () => Tensor.From(new float[5], 2, 3) },
        { "too many", "From", ["[2, 3]", "7"], static () => Tensor.From(new double[7], 2, 3) },
        { "none", "From", ["[1]"], static () => Tensor.From(Array.Empty<float>(), 1) },
        { "some for none", "From", ["[0]"], static () => Tensor.From([1f], 0) },
        { "a span", "From", ["[4]"], static () => Tensor.From(new float[3].AsSpan(), [4]) },
        { "Arange away from stop", "Arange", [], static () => Tensor.Arange(0.0, 1, -1) },
        { "Arange on the spot", "Arange", [], static () => Tensor.Arange(0.0, 1, 0) },
        { "Arange to nowhere", "Arange", [], static () => Tensor.Arange(0.0, double.NaN, 1) },
        { "Arange without end", "Arange", [], static () => Tensor.Arange(0.0, double.PositiveInfinity, 1) },
    };

    public static TheoryData<string> NamesOfNegative => Negative.Names;

    public static TheoryData<string> NamesOfTooMany => TooMany.Names;

    public static TheoryData<string> NamesOfWrongCounts => WrongCounts.Names;

    [Theory]
    [MemberData(nameof(NamesOfNegative))]
    public void NegativeSizesAreRefused(string name) => Negative[name].Verify<ArgumentException>();

    [Theory]
    [MemberData(nameof(NamesOfTooMany))]
    public void MoreElementsThanCanBeCountedAreRefused(string name) => TooMany[name].Verify<ArgumentException>();

    [Theory]
    [MemberData(nameof(NamesOfWrongCounts))]
    public void AWrongNumberOfValuesIsRefused(string name) => WrongCounts[name].Verify<ArgumentException>();

    [Fact]
    public void AnEmptyShapeMayHaveSizesOfAnyProduct() => Tensor.Zeros<float>(1 << 16, 0, 1 << 16).Count.Should().Be(0);
}

namespace Autograd.Tests;

/// <summary>Shapes as values, and how operands' shapes come together.</summary>
public class ShapeTests
{
    [Theory]
    [InlineData(new int[0], "[]", 0, 1)]
    [InlineData(new[] { 3 }, "[3]", 1, 3)]
    [InlineData(new[] { 3, 4 }, "[3, 4]", 2, 12)]
    [InlineData(new[] { 2, 0, 5 }, "[2, 0, 5]", 3, 0)]
    [InlineData(new[] { 1, 1 }, "[1, 1]", 2, 1)]
    public void PrintsItsSizes(int[] sizes, string text, int rank, int count)
    {
        Shape shape = Shape.Create(sizes);
        shape.ToString().Should().Be(text);
        shape.Rank.Should().Be(rank);
        shape.ToArray().Should().Equal(sizes);
        Tensor.Zeros<float>(sizes).Count.Should().Be(count);
    }

    [Fact]
    public void IsEqualBySizes()
    {
        Shape a = [3, 4], b = Tensor.Zeros<float>(3, 4).Shape, c = [4, 3], scalar = default;
        (a == b).Should().BeTrue();
        a.GetHashCode().Should().Be(b.GetHashCode());
        (a != c).Should().BeTrue();
        a.Equals((object)b).Should().BeTrue();
        a.Equals("[3, 4]").Should().BeFalse();
        (scalar == Shape.Create([])).Should().BeTrue();
        (scalar == Tensor.From(1f).Shape).Should().BeTrue();
        (a == [3, 4, 1]).Should().BeFalse();
    }

    [Fact]
    public void IsReadLikeASpanOrASequence()
    {
        Shape shape = [2, 3, 4];
        ReadOnlySpan<int> span = shape;
        span.ToArray().Should().Equal(2, 3, 4);
        shape.Select(static size => size + 1).Should().Equal(3, 4, 5);
        shape[0].Should().Be(2);
        shape[-1].Should().Be(4);
        shape[^2].Should().Be(3);
        Tensor.Zeros<float>(shape).Shape.Should().Equal(2, 3, 4);
        new Action(() => _ = shape[3]).Should().Throw<ArgumentOutOfRangeException>().Which.Should().BeAssignableTo<IAutogradError>();
    }

    /// <summary>A spread asks a type that has a Count how many elements to expect.</summary>
    [Fact]
    public void SpreadsIntoItsSizes()
    {
        Shape shape = [2, 3, 4];
        int[] sizes = [.. shape], longer = [1, .. shape, 5], none = [.. Tensor.From(1f).Shape];
        sizes.Should().Equal(2, 3, 4);
        longer.Should().Equal(1, 2, 3, 4, 5);
        none.Should().BeEmpty();
    }

    [Theory]
    [InlineData(new int[0], new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 3 }, new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 1 }, new[] { 1, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 5, 1, 3 }, new[] { 4, 1 }, new[] { 5, 4, 3 })]
    [InlineData(new[] { 1 }, new[] { 0 }, new[] { 0 })]
    [InlineData(new[] { 2, 0 }, new[] { 1 }, new[] { 2, 0 })]
    [InlineData(new[] { 1, 1, 1 }, new int[0], new[] { 1, 1, 1 })]
    public void BroadcastsAsNumPyDoes(int[] left, int[] right, int[] result)
    {
        Tensor a = Values.Counting(left), b = Values.Counting(right) * 10;
        (a + b).Shape.Should().Equal(result);
        (b + a).ShouldBeExactly(a + b);
        (a + b).ShouldBeExactly(a.BroadcastTo(result).Contiguous() + b.BroadcastTo(result).Contiguous());
    }

    [Fact]
    public void GradientsOfBroadcastOperandsHaveTheOperandsShapes()
    {
        Tensor column = Tensor.Parameter(Tensor.From([1.0, 2], 2, 1)), row = Tensor.Parameter(Tensor.From([10.0, 20, 30])), scalar = Tensor.Parameter(Tensor.From(2.0));
        (column * row * scalar).Backward(Values.Counting(2, 3));
        column.Grad.ShouldHold([2, 1], 2 * (20 + 60), 2 * (30 + 80 + 150));
        row.Grad.ShouldHold([3], 2 * (0 + 2 * 3), 2 * (1 + 2 * 4), 2 * (2 + 2 * 5));
        scalar.Grad.ShouldHold([], 20 + 60 + 2 * (30 + 80 + 150));
    }
}

using Autograd.Drawing;

namespace Autograd.Tests.Drawing;

/// <summary>A tensor's numbers as a picture shows them.</summary>
public class FiguresTests
{
    [Theory]
    [InlineData(0.123456, 4, "0.1235")]
    [InlineData(-0.5, 4, "−0.5")]
    [InlineData(double.NaN, 4, "NaN")]
    [InlineData(double.PositiveInfinity, 4, "∞")]
    [InlineData(double.NegativeInfinity, 4, "−∞")]
    [InlineData(1e-20, 3, "1E−20")]
    [InlineData(0, 1, "0")]
    public void NumbersAreShort(double value, int digits, string text) => Figures.Number(value, digits).Should().Be(text);

    [Fact]
    public void FewNumbersAreAllShown()
    {
        Figures.Of(Tensor.From(2.5), 4).Lines.Should().Equal("2.5");
        Figures.Of(Tensor.From(2.5), 4).Single.Should().Be(2.5);
        Figures.Of(Tensor.From([1.0, -2, 3]), 4).Lines.Should().Equal("[1, −2, 3]");
        Figures.Of(Tensor.From(new[,] { { 1.0, 2 }, { 3, 4 } }), 4).Lines.Should().Equal("[1, 2]", "[3, 4]");
        Figures.Of(Tensor.Zeros<float>(0, 3), 4).Lines.Should().Equal("empty");
    }

    [Fact]
    public void ManyAreSummedUp()
    {
        Figures figures = Figures.Of(Values.Counting(5, 5), 4, whole: true);
        figures.Lines.Should().Equal("min 0", "mean 12", "max 24");
        figures.Heat.Should().NotBeNull();
        figures.Text.Should().StartWith("Float64 [5, 5]\n[[");
    }

    [Fact]
    public void WhatIsNotFiniteIsCounted()
    {
        double[] values = new double[20];
        (values[3], values[4], values[5]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        Figures figures = Figures.Of(Tensor.From(values), 4);
        figures.IsFinite.Should().BeFalse();
        figures.Lines.Should().Equal("all 0", "1 × NaN", "2 × ∞");
    }

    [Fact]
    public void TheMeanOfTheLargestNumbersIsFinite() =>
        Figures.Of(Tensor.Filled(double.MaxValue, Shape.Create([20]), DType.Float64), 2).Lines.Should().Equal("all 1.8E+308");

    [Fact]
    public void WhatIsEqualIsSaidOnceAndWhatCancelsIsZero()
    {
        Figures.Of(Tensor.Ones<float>(3, 7), 4).Lines.Should().Equal("all 1");
        Figures.Of(Tensor.From([0.1, 0.2, -0.3, 0.3, -0.2, -0.1]), 4).Lines.Should().Equal("min −0.3", "mean 0", "max 0.3");
        Figures.Of(Tensor.From([-0.0]), 4).Line.Should().Be("0");
    }

    [Fact]
    public void HeatOfTheLargestNumbersDoesNotOverflow() =>
        Heat.Of([.. Enumerable.Repeat(1e308, 2000), .. Enumerable.Repeat(-1e308, 2000)], rows: 40, columns: 100, largest: 1e308)
            .Cells.Should().OnlyContain(static cell => cell == 4 || cell == -4);

    [Fact]
    public void HeatIsRelativeToTheLargest()
    {
        Heat heat = Heat.Of([-2, -1, 0, 1, 2, double.NaN], rows: 2, columns: 3, largest: 2);
        heat.Cells.Should().Equal(new int?[] { -4, -2, 0, 2, 4, null });
        (heat.Rows, heat.Columns).Should().Be((2, 3));
        Heat.Of(new double[6], rows: 2, columns: 3, largest: 0).Cells.Should().OnlyContain(static cell => cell == 0);
    }

    [Fact]
    public void HeatIsSmall()
    {
        Heat heat = Heat.Of(new double[100 * 200], rows: 100, columns: 200, largest: 0);
        (heat.Rows, heat.Columns).Should().Be((8, 16));
        Heat line = Heat.Of([.. Enumerable.Repeat(1.0, 40)], rows: 1, columns: 40, largest: 1);
        (line.Rows, line.Columns).Should().Be((3, 16));
        line.Cells.Take(40).Should().OnlyContain(static cell => cell == 4);
        line.Cells.Skip(40).Should().OnlyContain(static cell => cell == 0);
    }

    [Fact]
    public void OptionsRefuseWhatCannotBeDrawn()
    {
        Refusal.Thrown<ArgumentOutOfRangeException>("PictureOptions", [], static () => _ = new PictureOptions { MaxBoxes = 0 });
        Refusal.Thrown<ArgumentOutOfRangeException>("PictureOptions", [], static () => _ = new PictureOptions { Digits = 0 });
        Refusal.Thrown<ArgumentOutOfRangeException>("PictureOptions", [], static () => _ = new PictureOptions { Digits = 18 });
        new PictureOptions { MaxBoxes = 1, Digits = 17 }.Should().NotBeNull();
    }
}

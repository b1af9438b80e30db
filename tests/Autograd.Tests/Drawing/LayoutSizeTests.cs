using Autograd.Drawing;

namespace Autograd.Tests;

/// <summary>Ten thousand boxes take few bends, whatever their shape.</summary>
public class LayoutSizeTests
{
    private const int Boxes = 10_000;

    [Fact]
    public void AChainAndAStarHaveNone()
    {
        new LayeredGraph(Sketch.Chain(Boxes).Boxes, Sketch.Chain(Boxes).Links).Bends.Should().Be(0);
        new LayeredGraph(Sketch.Star(Boxes).Boxes, Sketch.Star(Boxes).Links).Bends.Should().Be(0);
    }

    [Fact]
    public void AParameterUsedInEachStepHasTwoAStep()
    {
        var sketch = Sketch.Steps(Boxes);
        var graph = sketch.Order();
        graph.Bends.Should().BeLessThanOrEqualTo(2 * Boxes);
        Crossings.Count(graph).Should().Be(0);
        sketch.Place(FlowDirection.LeftToRight).Routes.Sum(route => route.Points.Length).Should().BeLessThan(10 * Boxes);
    }

    [Fact]
    public void ManyLongLinesRunBelowThePicture()
    {
        var sketch = Sketch.ThereAndBack(Boxes / 2);
        new LayeredGraph(sketch.Boxes, sketch.Links).Bends.Should().BeLessThanOrEqualTo(60 * Boxes, "and not fifty million");
        sketch.Place(FlowDirection.TopToBottom).Boxes.Should().HaveCount(Boxes);
    }

    [Theory, InlineData(Boxes, Boxes), InlineData(Boxes / 4, 50)]
    public void ARandomGraphHasAFewABox(int boxes, int reach)
    {
        var sketch = Sketch.Random(boxes, reach, seed: 7);
        new LayeredGraph(sketch.Boxes, sketch.Links).Bends.Should().BeLessThanOrEqualTo(60 * boxes);
        sketch.Place(FlowDirection.LeftToRight).Boxes.Should().HaveCount(boxes);
    }

    [Fact]
    public void TenThousandPartsAreASquare()
    {
        var sketch = new Sketch();
        for (int box = 0; box < Boxes; box++)
            sketch.Box();
        var size = sketch.Place(FlowDirection.LeftToRight).Size;
        size.Width.Should().BeInRange(size.Height, 2.5 * size.Height);
    }
}

using Autograd.Drawing;
using CsCheck;

namespace Autograd.Tests;

/// <summary>The pictures' geometry: nothing overlaps, lines go where they should, and what is simple looks simple.</summary>
public class LayeredLayoutTests
{
    public static TheoryData<string> Names =>
    [
        "nothing", "product of a sum", "square", "sigmoid neuron", "chain", "ladder", "residual blocks", "recurrent network",
        "parts", "several results",
    ];

    [Theory, MemberData(nameof(Names))]
    public void KeepsBoxesLabelsAndLinesApart(string name)
    {
        LayoutRules.Check(Sketch.Named(name), FlowDirection.LeftToRight);
        LayoutRules.Check(Sketch.Named(name), FlowDirection.TopToBottom);
    }

    [Fact]
    public void KeepsThemApartInAnyGraph() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[0, 1000]).Sample((boxes, reach, seed) =>
            LayoutRules.Check(Sketch.Random(boxes, reach, seed), (FlowDirection)(seed % 2)), iter: 120);

    [Fact]
    public void LeavesNoRoomForEmptyLabels() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 1000]).Sample((boxes, seed) =>
        {
            var sketch = Sketch.Random(boxes, boxes, seed);
            for (int link = 0; link < sketch.Links.Count; link += 1 + seed % 2)
                sketch.Links[link] = sketch.Links[link] with { Label = default, LineInLabel = 0 };
            LayoutRules.Check(sketch, FlowDirection.LeftToRight);
        }, iter: 40);

    /// <summary>So many long lines would need too many bends, and some run below the picture.</summary>
    [Fact]
    public void KeepsThemApartWhereLinesRunBelow()
    {
        var sketch = Sketch.ThereAndBack(150);
        var graph = sketch.Order();
        Enumerable.Range(0, sketch.Links.Count).Should().Contain(link => graph.RunsBelow(link));
        LayoutRules.Check(sketch, FlowDirection.LeftToRight);
    }

    [Theory, MemberData(nameof(Names))]
    public void IsTheSameEachTimeAndWhenTurned(string name)
    {
        var sketch = Sketch.Named(name);
        var placement = sketch.Place(FlowDirection.LeftToRight);
        Same(sketch.Place(FlowDirection.LeftToRight), placement);
        Same(Turn.Around(Turn.Around(sketch).Place(FlowDirection.TopToBottom)), placement);
    }

    [Fact]
    public void DrawsAChainAsOneStraightLine()
    {
        var placement = Sketch.Chain(12).Place(FlowDirection.LeftToRight);
        placement.Routes.Should().OnlyContain(route => route.Points.Length == 2 && route.Points[0].Y == route.Points[1].Y);
        placement.Boxes.Select(Middle).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void PutsWhatIsAlikeAtEqualDistances()
    {
        // w₀, x₀, w₀x₀, w₁, x₁, w₁x₁ and their sum.
        double[] middles = [.. Sketch.Named("sigmoid neuron").Place(FlowDirection.LeftToRight).Boxes.Select(Middle)];
        (middles[2] + middles[5]).Should().BeApproximately(2 * middles[6], 0.5);
        (middles[0] + middles[4]).Should().BeApproximately(2 * middles[6], 0.5);
        (middles[1] + middles[3]).Should().BeApproximately(2 * middles[6], 0.5);
        (middles[0] + middles[1]).Should().BeApproximately(2 * middles[2], 8, "a product stands between its factors, but leans to the sum");
        middles[8..].Should().OnlyContain(middle => middle == middles[6], "what follows the sum stands in one line");
        middles[..7].Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void LeadsASkipConnectionAroundAStraightLine()
    {
        // Each block: W, MatMul, ReLU, V, MatMul, and the sum with what the block began with.
        var placement = Sketch.Residual(3).Place(FlowDirection.LeftToRight);
        double[] straight =
            [.. Enumerable.Range(0, 18).Where(box => box % 3 != 0).Select(box => Middle(placement.Boxes[1 + box]))];
        straight.Should().OnlyContain(middle => middle == straight[0]);
        placement.Size.Height.Should().BeLessThan(240);
    }

    [Fact]
    public void PutsInputsBesideTheirFirstConsumerAndResultsLast()
    {
        var sketch = Sketch.Named("several results");
        var placement = sketch.Place(FlowDirection.LeftToRight);
        double[] ends = [.. new[] { 3, 5, 6 }.Select(result => Across(placement.Boxes[result]))];
        ends.Should().OnlyContain(end => Math.Abs(end - ends[0]) < 1e-9, "results share the last layer");

        var neuron = Sketch.Named("sigmoid neuron").Place(FlowDirection.LeftToRight);
        Across(neuron.Boxes[7]).Should().BeApproximately(Across(neuron.Boxes[6]), 1e-9, "w₂ stands beside the sum");
    }

    [Fact]
    public void SetsSinglePartsInRows()
    {
        var sketch = new Sketch();
        for (int box = 0; box < 100; box++)
            sketch.Box();
        var size = sketch.Place(FlowDirection.LeftToRight).Size;
        (size.Width / size.Height).Should().BeInRange(1, 2.5);
    }

    private static double Middle(Frame frame) => frame.Y + frame.Height / 2;

    private static double Across(Frame frame) => frame.X + frame.Width / 2;

    private static void Same(Placement one, Placement other)
    {
        one.Size.Should().Be(other.Size);
        one.Boxes.Should().Equal(other.Boxes);
        one.Routes.Select(route => route.Label).Should().Equal(other.Routes.Select(route => route.Label));
        one.Routes.SelectMany(route => route.Points).Should().Equal(other.Routes.SelectMany(route => route.Points));
    }
}

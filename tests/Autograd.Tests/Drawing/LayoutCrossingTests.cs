using Autograd.Drawing;
using CsCheck;

namespace Autograd.Tests;

/// <summary>Few lines cross: none where none must, and the fewest possible in small graphs.</summary>
public class LayoutCrossingTests
{
    [Theory]
    [InlineData("product of a sum"), InlineData("square"), InlineData("sigmoid neuron"), InlineData("chain")]
    [InlineData("ladder"), InlineData("residual blocks")]
    public void NoneWhereNoneMust(string name) => Crossings.Count(Sketch.Named(name).Order()).Should().Be(0);

    [Fact]
    public void OperandsStandInOrderInATree()
    {
        var placement = Sketch.Named("sigmoid neuron").Place(FlowDirection.LeftToRight);
        placement.Boxes[0].Y.Should().BeLessThan(placement.Boxes[1].Y);
        placement.Boxes[1].Y.Should().BeLessThan(placement.Boxes[3].Y);
        placement.Boxes[6].Y.Should().BeLessThan(placement.Boxes[7].Y);
    }

    /// <summary>Each of three with each of three: nine, whatever the order.</summary>
    [Fact]
    public void NineInTheCompleteGraphOfThreeAndThree()
    {
        var sketch = new Sketch();
        int[] sources = [sketch.Box(), sketch.Box(), sketch.Box()];
        for (int result = 0; result < 3; result++)
            sketch.Box(sources);
        Crossings.Count(sketch.Order()).Should().Be(9);
    }

    [Fact]
    public void AsFewAsAnyOrderOfTwoLayersHas() =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[2, 4], Gen.Int[0, 10_000]).Sample((sources, results, seed) =>
        {
            var random = new Random(seed);
            var sketch = new Sketch();
            for (int source = 0; source < sources; source++)
                sketch.Box();
            for (int result = 0; result < results; result++)
                sketch.Box([.. Enumerable.Range(0, sources).Where(source => random.Next(2) == 0 || source == result % sources)]);
            Crossings.Count(sketch.Order()).Should().Be(Fewest(sketch, sources, results));
        }, iter: 300);

    private static long Fewest(Sketch sketch, int sources, int results)
    {
        long fewest = long.MaxValue;
        foreach (int[] left in Orders(sources))
            foreach (int[] right in Orders(results))
            {
                long crossings = 0;
                foreach (var one in sketch.Links)
                    foreach (var other in sketch.Links)
                        if (left[one.From] < left[other.From] && right[one.To - sources] > right[other.To - sources])
                            crossings++;
                fewest = Math.Min(fewest, crossings);
            }
        return fewest;
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order =>
            Enumerable.Range(0, count).Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}

using Autograd.Drawing;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>Pictures of large tapes stay below their limit, have no cycles, and are drawn soon.</summary>
public class FoldingTests
{
    private static readonly Dictionary<string, Func<Tensor>> Large = new()
    {
        ["chain"] = static () => Examples.Chain(10_000),
        ["star"] = static () =>
        {
            Tensor x = Examples.Scalar(0.5), sum = x;
            for (int i = 0; i < 5_000; i++)
                sum += x.Sin();
            return sum;
        },
        ["random"] = static () =>
        {
            Random random = new(3);
            List<Tensor> all = [Examples.Scalar(0.5), Examples.Scalar(0.25)];
            while (all.Count < 10_000)
                all.Add((all[random.Next(all.Count)] + all[^1]) * Tensor.From(0.5));
            return all[^1];
        },
        ["separate parameters"] = static () =>
        {
            Tensor sum = Examples.Scalar(0);
            for (int i = 0; i < 10_000; i++)
                sum += Examples.Scalar(i);
            return sum;
        },
        ["blocks in blocks"] = static () =>
        {
            Tensor x = Examples.Scalar(0.5);
            for (int i = 0; i < 1_000; i++)
            {
                using Scope _ = Recorded.Named($"outer {i / 100}"), __ = Recorded.Named($"inner {i}");
                x = x.Sin() * x.Cos() + Examples.Scalar(i);
            }

            return x;
        },
    };

    public static TheoryData<string, int> Limits => new(from name in Large.Keys from limit in new[] { 150, 20, 2, 1 } select (name, limit));

    [Theory]
    [MemberData(nameof(Limits))]
    public void TheLimitIsKept(string name, int limit)
    {
        Tensor result = Large[name]();
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        Picture picture = Picture.Of(Recorded.Of(result), new() { MaxBoxes = limit });
        watch.Elapsed.TotalSeconds.Should().BeLessThan(5);
        picture.Boxes.Count(static box => box.Kind != BoxKind.Result).Should().BeLessThanOrEqualTo(limit);
        picture.Remarks.Should().ContainMatch("*drawn as*boxes*");
        Verify(picture);
        picture.Boxes.SelectMany(static box => box.Nodes).Should().OnlyHaveUniqueItems().And.HaveCount(Recorded.Of(result).Nodes.Count);
    }

    [Fact]
    public void EveryWayOfFoldingKeepsTheOrder()
    {
        foreach (Func<Recorded> make in Examples.All.Values)
            foreach (PictureCollapse collapse in Enum.GetValues<PictureCollapse>())
                for (int limit = 1; limit < 20; limit += 3)
                    Verify(Picture.Of(make(), new() { Collapse = collapse, MaxBoxes = limit }));
    }

    [Fact]
    public void SmallTapesAreNotFolded()
    {
        Picture picture = Picture.Of(Recorded.Of(Examples.Product()), new());
        picture.Boxes.Select(static box => box.Kind).Should().Equal(
            BoxKind.Parameter, BoxKind.Parameter, BoxKind.Operation, BoxKind.Parameter, BoxKind.Operation, BoxKind.Result);
        picture.Remarks.Should().BeEmpty();
    }

    [Fact]
    public void ChainsShareABoxUntilTheyBranch()
    {
        Tensor x = Examples.Scalar(0.5), y = x.Sin().Cos().Exp(), z = y.Square() + y.Tanh();
        Picture picture = Picture.Of(Recorded.Of(z), new() { Collapse = PictureCollapse.Chains });
        picture.Boxes.Select(static box => box.Nodes.Count).Should().Equal(1, 3, 1, 1, 1, 0);
    }

    [Fact]
    public void BlocksShareABox()
    {
        Picture picture = Picture.Of(Examples.TwoLayers(), new() { Collapse = PictureCollapse.Blocks });
        picture.Boxes.Where(static box => box.Kind == BoxKind.Group).Select(static box => box.Symbol).Should().Equal("layer1");
    }

    /// <summary>Every line runs from an earlier box to a later one, so there is no cycle; numbers are places.</summary>
    private static void Verify(Picture picture)
    {
        picture.Boxes.Select(static box => box.Number).Should().Equal(Enumerable.Range(0, picture.Boxes.Count));
        picture.Wires.Where(static wire => wire.From.Number >= wire.To.Number).Should().BeEmpty();
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Autograd.Tests.Drawing;

namespace Autograd.BrowserTests;

/// <summary>Graphviz and Mermaid draw what the texts say.</summary>
public sealed partial class TextTests(Browser browser)
{
    public static TheoryData<string, PictureCollapse> Cases =>
        new(from name in Examples.All.Keys from collapse in Enum.GetValues<PictureCollapse>() select (name, collapse));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task GraphvizDrawsEveryBoxAndLine(string name, PictureCollapse collapse)
    {
        string text = Examples.All[name]().ToDot(new() { Collapse = collapse, Title = name });
        GraphvizPicture picture = await GraphvizPicture.Draw(text);
        picture.Nodes.Should().HaveCount(DotBox().Count(text));
        picture.Edges.Should().Be(DotLine().Count(text));
        picture.Blocks.Should().HaveCount(DotBlock().Count(text));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task MermaidDrawsEveryBoxAndLine(string name, PictureCollapse collapse)
    {
        string text = Examples.All[name]().ToMermaid(new() { Collapse = collapse, Title = name });
        MermaidPicture picture = await MermaidPicture.Draw(browser, text);
        picture.Nodes.Should().HaveCount(MermaidBox().Count(text));
        picture.Edges.Should().Be(MermaidLine().Count(text));
        picture.Blocks.Should().HaveCount(MermaidBlock().Count(text));
    }

    [Theory]
    [InlineData(PictureDirection.LeftToRight)]
    [InlineData(PictureDirection.TopToBottom)]
    public async Task BothAcceptEitherDirection(PictureDirection direction)
    {
        Tape tape = Examples.TwoLayers();
        (await GraphvizPicture.Draw(tape.ToDot(new() { Direction = direction }))).Nodes.Should().NotBeEmpty();
        (await MermaidPicture.Draw(browser, tape.ToMermaid(new() { Direction = direction }))).Nodes.Should().NotBeEmpty();
    }

    [Fact]
    public async Task OddNamesAreDrawnAsTheyAre()
    {
        foreach (string name in Examples.OddNames)
        {
            Tape tape = OneNamed(name);
            string shown = Shown(name);
            GraphvizPicture graphviz = await GraphvizPicture.Draw(tape.ToDot(new() { Title = name }));
            MustShow(graphviz.Nodes, shown, $"Graphviz was given <{name}>");
            MermaidPicture drawn = await MermaidPicture.Draw(browser, tape.ToMermaid(new() { Title = name }));
            MustShow(drawn.Nodes, shown, $"Mermaid was given <{name}>");
        }
    }

    [Fact]
    public async Task LargePicturesAreFoldedToWhatMermaidDraws()
    {
        Tensor sum = Examples.Scalar(0);
        for (int i = 0; i < 700; i++)
            sum += Examples.Scalar(i) * 2;
        MermaidPicture picture = await MermaidPicture.Draw(browser, Tape.Of(sum).ToMermaid(new() { MaxBoxes = int.MaxValue }));
        picture.Edges.Should().BeLessThanOrEqualTo(500);
        picture.Nodes.Should().Contain(static words => words.Contains("Folded further than asked", StringComparison.Ordinal));
    }

    private static Tape OneNamed(string name)
    {
        using Scope _ = Tape.Named(name);
        return Tape.Of((Tensor.Parameter(Tensor.From(1.0), name) * Tensor.From(2.0).Named(name)).Named(name));
    }

    /// <summary>The letters of a name that must be on the picture, in a row: those that no cleaning or shortening touches.</summary>
    private static string Shown(string name) =>
        string.Concat(name.EnumerateRunes().Take(12).Where(static rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned))
            .Select(static rune => rune.ToString()));

    private static void MustShow(string[] boxes, string letters, string because) =>
        Spaces().Replace(string.Join(" ", boxes), "").Contains(letters, StringComparison.Ordinal).Should().BeTrue(because);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^ *n\d+ \[", RegexOptions.Multiline)]
    private static partial Regex DotBox();

    [GeneratedRegex(@"^ *n\d+ -> n\d+", RegexOptions.Multiline)]
    private static partial Regex DotLine();

    [GeneratedRegex(@"^ *subgraph cluster\d+", RegexOptions.Multiline)]
    private static partial Regex DotBlock();

    [GeneratedRegex(@"^ *(n\d+|title|remarks)[\[({]", RegexOptions.Multiline)]
    private static partial Regex MermaidBox();

    [GeneratedRegex(@"^ *n\d+ (-\.->|==>|-->)", RegexOptions.Multiline)]
    private static partial Regex MermaidLine();

    [GeneratedRegex(@"^ *subgraph b\d+", RegexOptions.Multiline)]
    private static partial Regex MermaidBlock();
}

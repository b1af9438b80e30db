using System.Xml.Linq;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>The texts for Graphviz and Mermaid, as far as they can be judged without these programs.</summary>
public class WriterTests
{
    private static readonly char[] Meant = ['<', '>', '&', '`', '\\', '|', '{'];

    public static TheoryData<string> Tapes => [.. Examples.All.Keys];

    public static TheoryData<int> Names => [.. Enumerable.Range(0, Examples.OddNames.Length)];

    [Fact]
    public void DotSaysWhatTheProductIs()
    {
        string text = Recorded.Of(Examples.Product()).ToDot(new() { Title = "f = (x + y)z" });
        text.Should().StartWith("digraph").And.Contain("rankdir=LR").And.Contain("<b>f = (x + y)z</b>")
            .And.Contain("shape=cylinder").And.Contain("shape=hexagon").And.Contain("swaps").And.Contain("distributes");
        Line(text, "n0 -> n2").Should().Contain(">−2<").And.Contain(">∂ −4<").And.Contain(">local 1<");
        Line(text, "n1 -> n2").Should().Contain(">5<").And.Contain(">∂ −4<");
        Line(text, "n2 -> n4").Should().Contain(">3<").And.Contain(">∂ −4<").And.Contain(">local z = −4<").And.Contain("penwidth=2.5", "3 is saved");
        Line(text, "n3 -> n4").Should().Contain(">−4<").And.Contain(">∂ 3<").And.Contain(">local q = 3<");
        Line(text, "n4 -> n5").Should().Contain(">−12<").And.Contain(">∂ 1<");
    }

    [Fact]
    public void MermaidSaysWhatTheProductIs()
    {
        string text = Recorded.Of(Examples.Product()).ToMermaid(new() { Direction = PictureDirection.TopToBottom });
        text.Should().Contain("\nflowchart TB\n").And.Contain("n0[(\"x<br/>").And.Contain("n5{{\"f<br/>");
        Line(text, "n0 -->").Should().Contain("\"−2<br/>∂ −4<br/>local 1\"").And.EndWith("n2");
        Line(text, "n2 ==>").Should().Contain("\"3<br/>∂ −4<br/>local z #61; −4\"").And.EndWith("n4");
        Line(text, "n3 ==>").Should().Contain("\"−4<br/>∂ 3<br/>local q #61; 3\"").And.EndWith("n4");
    }

    [Fact]
    public void TheValueStandsAboveTheGradient()
    {
        string line = Line(Recorded.Of(Examples.Product()).ToDot(), "n0 -> n2");
        line.IndexOf('∂').Should().BeGreaterThan(line.IndexOf("−2", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsNotFiniteStandsOut()
    {
        Recorded tape = Recorded.Of(Examples.NotANumber());
        tape.ToDot().Should().Contain("#D55E00:").And.Contain("⚠");
        tape.ToMermaid().Should().Contain("stroke:#D55E00").And.Contain("⚠");
        Recorded.Of(Examples.Product()).ToMermaid().Should().NotContain("#D55E00");
    }

    [Fact]
    public void ConstantsAreDrawnWithoutAGradient()
    {
        Recorded tape = Recorded.Of(Examples.Scalar(3, "x") * Tensor.From(2.0).Named("two"));
        Line(tape.ToDot(), "n1 -> n2").Should().Contain("dashed").And.NotContain("∂");
        Line(tape.ToMermaid(), "n1 -.->").Should().NotContain("∂");
    }

    [Fact]
    public void BlocksStandAroundTheirOperations()
    {
        Recorded tape = Examples.TwoLayers();
        tape.ToDot().Split("subgraph cluster").Should().HaveCount(3);
        tape.ToMermaid().Split("subgraph b").Should().HaveCount(3);
        tape.ToMermaid(new() { Collapse = PictureCollapse.Blocks }).Should().Contain("[[\"layer1").And.Contain("subgraph b0[\"layer2\"]", "one operation is no group");
    }

    [Fact]
    public void AParameterThatIsUsedTwiceShowsTheSum() =>
        Recorded.Of(Examples.SquareByHand()).ToMermaid().Should().Contain("Σ∂ 6", "the slope of x² at 3");

    [Fact]
    public void AReleasedTapeHasStructureAndSaysThatItsValuesAreGone()
    {
        Recorded tape = Examples.Released();
        tape.ToDot().Should().Contain("n4 -> n5").And.Contain("released").And.NotContain("∂");
        tape.ToMermaid().Should().Contain("released").And.NotContain("∂");
    }

    [Fact]
    public void NothingRecordedIsSaid()
    {
        Recorded.Of(Tensor.From([1.0, 2])).ToDot().Should().Contain("Nothing was recorded").And.Contain("[1, 2]");
        Recorded.Of().ToMermaid().Should().Contain("Nothing was recorded");
    }

    [Fact]
    public void ALeafShowsItsValueAndGradient() =>
        Recorded.Of(Examples.Scalar(2, "x")).ToMermaid().Should().Contain("[(\"x<br/>Parameter<br/>Float64 []<br/>2<br/>Σ∂ 1\")]");

    [Fact]
    public void SeveralResultsAreDrawnEach() =>
        Examples.SeveralResults().ToMermaid().Should().Contain("{{\"first").And.Contain("{{\"second").And.Contain("apart").And.Contain("sum of the results");

    [Theory]
    [MemberData(nameof(Tapes))]
    public void IdentifiersAreNumbersAndLabelsAreQuoted(string name)
    {
        foreach (string line in Examples.All[name]().ToMermaid().Split('\n').SkipWhile(static line => !line.StartsWith("flowchart", StringComparison.Ordinal)).Skip(1))
            line.Should().MatchRegex("""^ *((n\d+|title|remarks)[\[({\\/]+"[^"]*"[\])}\\/]+:::[a-z]+|n\d+ (-->|==>|-\.->)(\|"[^"]*"\|)? n\d+|subgraph b\d+\["[^"]*"\]|end|classDef .*|linkStyle .*)?$""");
        foreach (string line in Examples.All[name]().ToDot().Split('\n'))
            line.Should().MatchRegex("""^( *(n\d+( -> n\d+)? \[.*\];|graph \[.*\];|node \[.*\];|edge \[.*\];|subgraph cluster\d+ \{|style="rounded".*;|digraph tape \{|\}))?$""");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OddNamesAreEscapedAndShortened(int number)
    {
        string name = Examples.OddNames[number];
        using Scope _ = Recorded.Named(name);
        Recorded tape = Recorded.Of((Tensor.Parameter(Tensor.From(1.0), name) * Tensor.From(2.0).Named(name)).Named(name));
        foreach (string label in tape.ToDot(new() { Title = name }).Split("label=<").Skip(1))
        {
            string xml = label[..label.LastIndexOf('>')].Split(">];\n")[0].Split(">>;")[0];
            FluentActions.Invoking(() => XElement.Parse($"<label>{xml.TrimEnd('>')}{(xml.StartsWith('<') ? ">" : "")}</label>")).Should().NotThrow("<{0}> is XML", xml);
        }

        string mermaid = tape.ToMermaid(new() { Title = name });
        mermaid.Should().NotContain(new string('w', 121));
        mermaid.Split('"').Where(static (_, i) => i % 2 == 1).Should().OnlyContain(static label => label.Replace("<br/>", "").IndexOfAny(Meant) < 0);
    }

    [Fact]
    public void OptionsMustBeGiven()
    {
        Recorded tape = Recorded.Of(Examples.Product());
        Refusal.Thrown<ArgumentNullException>("ToDot", [], () => tape.ToDot(null!));
        Refusal.Thrown<ArgumentNullException>("ToMermaid", [], () => tape.ToMermaid(null!));
    }

    private static string Line(string text, string start) =>
        text.Split('\n').Single(line => line.TrimStart().StartsWith(start, StringComparison.Ordinal));
}

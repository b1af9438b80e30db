using System.Globalization;
using System.Xml.Linq;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>SVG pictures are well-formed, and show what the tape holds.</summary>
public class SvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly Tensor x = Tensor.Parameter(Tensor.From(-2.0), "x");
    private readonly Tensor y = Tensor.Parameter(Tensor.From(5.0), "y");
    private readonly Tensor z = Tensor.Parameter(Tensor.From(-4.0), "z");

    private Tensor Product => ((x + y).Named("q") * z).Named("f");

    [Fact]
    public void BoxesAndWiresAreThere()
    {
        XElement svg = Draw(Product);
        Boxes(svg, "parameter").Select(Symbol).Should().BeEquivalentTo("x", "y", "z");
        Boxes(svg, "operation").Select(Symbol).Should().Equal("+", "×");
        Boxes(svg, "operation").SelectMany(Texts("name")).Should().Equal("q", "f");
        Boxes(svg, "result").Select(Symbol).Should().Equal("f");
        svg.Descendants(Svg + "g").Count(static g => Has(g, "wire")).Should().Be(5);
    }

    // The numbers of the lecture: q = 3, f = −12, gradients −4, −4, 3.
    [Fact]
    public void ValuesStandAboveTheLinesAndGradientsBelow()
    {
        XElement svg = Draw(Product);
        XElement[] labels = [.. svg.Descendants(Svg + "g").Where(static g => Has(g, "label"))];
        labels.SelectMany(Numbers("value")).Should().BeEquivalentTo("−2", "5", "3", "−4", "−12");
        labels.SelectMany(Numbers("gradient")).Should().BeEquivalentTo("∂ −4", "∂ −4", "∂ −4", "∂ 3", "∂ 1");
        labels.SelectMany(Numbers("local")).Should().BeEquivalentTo("× 1", "× 1", "× −4", "× 3");
        foreach (XElement label in labels)
            Height(label, "value").Should().BeLessThan(Height(label, "gradient"));
    }

    [Fact]
    public void WhatIsSavedBearsAMark()
    {
        XElement svg = Draw(Product);
        svg.Descendants(Svg + "g").Where(static g => Has(g, "label") && g.Elements(Svg + "path").Any(static path => Has(path, "saved")))
            .SelectMany(Numbers("value")).Should().BeEquivalentTo(["3", "−4"], "a product saves its operands, a sum nothing");
    }

    [Fact]
    public void LargeTensorsAreSummedUp()
    {
        Tensor w = Tensor.Parameter(Tensor.Arange(0.0, 200.0, 1.0).Reshape(10, 20), "w");
        XElement svg = Draw((w * 2).Sum());
        string[] texts = [.. svg.Descendants(Svg + "text").Select(static text => text.Value)];
        texts.Should().Contain(["min 0", "mean 99.5", "max 199", "[10, 20]"]).And.NotContain("max 398");
        svg.Descendants(Svg + "path").Any(static path => Has(path, "heatplus4")).Should().BeTrue();
        texts.Should().Contain(static text => text.StartsWith("Where a value is missing the tape does not hold it"),
            "nothing saves the product");
    }

    [Fact]
    public void KeptValuesAreShown()
    {
        Tensor w = Tensor.Parameter(Tensor.Arange(0.0, 200.0, 1.0), "w"), result;
        using (Recorded.KeepValues())
            result = (w * 2).Sum();
        string[] texts = [.. Draw(result).Descendants(Svg + "text").Select(static text => text.Value)];
        texts.Should().Contain("max 398").And.NotContain(static text => text.Contains("KeepValues"));
    }

    // The product's gradient in its first operand is ln 0 = −∞; the logarithm gets 0 · ∞, which the chain rule leaves at 0.
    [Fact]
    public void NaNStandsOut()
    {
        Tensor zero = Tensor.Parameter(Tensor.From(0.0), "zero");
        XElement svg = Draw(zero * zero.Log());
        XElement[] broken = [.. svg.Descendants(Svg + "g").Where(static g => Has(g, "label") && Has(g, "broken"))];
        broken.SelectMany(Numbers("value")).Should().BeEquivalentTo("0", "⚠ −∞", "⚠ NaN");
        broken.SelectMany(Texts("notfinite")).Should().OnlyContain(static text => text.Contains('∞') || text.Contains("NaN")).And.Contain("⚠ NaN");
    }

    [Theory]
    [InlineData("\"quoted\" <b>&amp; 'single'")]
    [InlineData("שלום עולם")]
    [InlineData("tab\tnewline\nnull\0bell\a")]
    [InlineData("]]> <!-- --> <script>alert(1)</script>")]
    [InlineData("👩‍👩‍👧‍👦 family")]
    public void OddNamesAreEscaped(string name)
    {
        Tensor odd = Tensor.Parameter(Tensor.From(1.0), name);
        XElement svg = Draw(odd.Exp().Named(name), new PictureOptions { Title = name });
        svg.Descendants(Svg + "script").Should().BeEmpty();
        Boxes(svg, "parameter").Should().ContainSingle();
    }

    [Fact]
    public void LongNamesAreShortened()
    {
        Tensor named = Tensor.Parameter(Tensor.From(1.0), new string('n', 200));
        XElement svg = Draw(named.Exp());
        Symbol(Boxes(svg, "parameter").Single()).Should().Be(new string('n', 17) + "…");
    }

    [Fact]
    public void ALeafIsDrawnByItself()
    {
        XElement svg = Draw(x);
        Boxes(svg, "parameter").Should().ContainSingle();
        svg.Descendants(Svg + "g").Should().NotContain(static g => Has(g, "wire"));
    }

    [Fact]
    public void AConstantSaysThatNothingWasRecorded()
    {
        XElement svg = Draw(Tensor.From(1.0));
        Boxes(svg, "constant").Should().ContainSingle();
        svg.Value.Should().Contain("Nothing was recorded");
    }

    [Fact]
    public void SeveralResultsShareTheirOperands()
    {
        Tensor sum = x + y;
        XElement svg = XElement.Parse(Recorded.Of(sum * z, sum.Exp()).ToSvg());
        Boxes(svg, "operation").Should().HaveCount(3);
        Boxes(svg, "result").Should().HaveCount(2);
        svg.Value.Should().Contain("Gradients are those of the sum of the results.");
    }

    [Fact]
    public void AReleasedTapeShowsItsStructure()
    {
        Tensor result = Product;
        result.Backward();
        XElement svg = Draw(result);
        Boxes(svg, "operation").Should().HaveCount(2);
        svg.Descendants(Svg + "g").Where(static g => Has(g, "label")).SelectMany(Numbers("gradient")).Should().BeEmpty();
        svg.Value.Should().Contain("released by an earlier Backward");
    }

    [Fact]
    public void DrawingChangesNothing()
    {
        int calls = 0;
        Tensor result = Product;
        using IDisposable hook = result.OnGradient(_ => { calls++; return null; });
        string first = Recorded.Of(result).ToSvg();
        Recorded.Of(result).ToSvg().Should().Be(first);
        (calls, x.Grad).Should().Be((0, null));
    }

    [Fact]
    public void DrawingInsideAScopeTakesNothingFromIt()
    {
        Tensor w = Tensor.Parameter(Tensor.Ones<float>(100, 100), "w");
        string inside;
        using (TensorScope scope = new())
            inside = Recorded.Of((w * 2).Sum()).ToSvg();
        inside.Should().Contain("∂ all 2");
    }

    [Fact]
    public void TheOtherDirectionIsHigherThanWide()
    {
        Tensor chain = x.Exp().Sin().Exp().Sin();
        XElement across = Draw(chain), down = Draw(chain, new PictureOptions { Direction = PictureDirection.TopToBottom });
        Size(across, "width").Should().BeGreaterThan(Size(across, "height"));
        Size(down, "height").Should().BeGreaterThan(Size(down, "width"));
    }

    [Fact]
    public void ALargeTapeIsFoldedAndSaysSo()
    {
        Tensor sum = x;
        for (int i = 0; i < 2000; i++)
            sum = (sum + y) * 0.99;
        XElement svg = Draw(sum);
        svg.Descendants(Svg + "g").Count(static g => Has(g, "box")).Should().BeLessThan(170);
        svg.Value.Should().Contain("4002 operations and parameters, drawn as");
    }

    private static XElement Draw(Tensor result, PictureOptions? options = null) => XElement.Parse(Recorded.Of(result).ToSvg(options ?? new()));

    private static bool Has(XElement element, string name) => element.Attribute("class")?.Value.Split(' ').Contains(name) == true;

    private static IEnumerable<XElement> Boxes(XElement svg, string kind) => svg.Descendants(Svg + "g").Where(g => Has(g, "box") && Has(g, kind) && g.Attribute("data-box") is not null);

    private static Func<XElement, IEnumerable<string>> Texts(string kind) => element =>
        element.Descendants(Svg + "text").Where(text => Has(text, kind)).Select(static text => text.Value);

    private static string Symbol(XElement box) => Texts("symbol")(box).Single();

    private static Func<XElement, IEnumerable<string>> Numbers(string kind) => label =>
        label.Elements(Svg + "g").Where(g => Has(g, kind)).SelectMany(Texts("number"));

    private static double Height(XElement label, string kind) =>
        double.Parse(label.Elements(Svg + "g").Single(g => Has(g, kind)).Element(Svg + "text")!.Attribute("y")!.Value, CultureInfo.InvariantCulture);

    private static double Size(XElement svg, string name) => double.Parse(svg.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}

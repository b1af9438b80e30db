using System.Text.Json;
using System.Text.RegularExpressions;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>Pages stand by themselves and tell the two walks step by step; a browser tests the rest.</summary>
public partial class HtmlTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From(-2.0), "x");
    private readonly Tensor y = Tensor.Parameter(Tensor.From(5.0), "y");
    private readonly Tensor z = Tensor.Parameter(Tensor.From(-4.0), "z");

    private Tensor Product => ((x + y).Named("q") * z).Named("f");

    [Fact]
    public void ThePageNeedsNothingElse()
    {
        string html = Recorded.Of(Product).ToHtml();
        Outside().Matches(html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void StepsGoForwardAndThenBackward()
    {
        JsonElement[] steps = Steps(Recorded.Of(Product).ToHtml());
        steps.Select(static step => step.GetProperty("backward").GetBoolean()).Should().Equal(false, false, false, true, true, true, true);
        steps.Select(static step => step.GetProperty("title").GetString()).Should().Equal("The values that are given", "+  Add 'q'", "×  Multiply 'f'",
            "The gradient begins at the result", "×  Multiply 'f'", "+  Add 'q'", "The gradients have arrived");
        Rows(steps[2]).Should().Equal(("value", "x (q)", "3"), ("value", "y (z)", "−4"), ("value", "z (the result)", "−12"));
        Rows(steps[4]).Should().Equal(("gradient", "upstream gradient", "1"),
            ("local", "local gradient in x (q)", "y = −4"), ("gradient", "downstream, to q", "1 × −4 = −4"),
            ("local", "local gradient in y (z)", "x = 3"), ("gradient", "downstream, to z", "1 × 3 = 3"));
        steps[4].GetProperty("note").GetString().Should().StartWith("Swaps");
        steps[5].GetProperty("note").GetString().Should().StartWith("Distributes");
        Rows(steps[6]).Should().BeEquivalentTo([("gradient", "∂/∂x", "−4"), ("gradient", "∂/∂y", "−4"), ("gradient", "∂/∂z", "3")]);
    }

    // x² + 3x at −2: the branches bring 2·(−2) in two parts, and 3.
    [Fact]
    public void BranchesAreSummed()
    {
        JsonElement[] steps = Steps(Recorded.Of(x * x + x * 3).ToHtml());
        Rows(steps[^1]).Should().Equal(("gradient", "∂/∂x", "−2 + −2 + 3 = −1"));

        Tensor inner = x.Exp().Named("inner");
        Rows(Steps(Recorded.Of(inner + inner * 2).ToHtml()).Single(static step => step.GetProperty("backward").GetBoolean() && step.GetProperty("title").GetString()!.Contains("Exp")))
            .Take(3).Should().Equal(("gradient", "from x × 2", "2"), ("gradient", "from +", "1"), ("sum", "upstream, their sum", "3"));
    }

    [Fact]
    public void WholeTensorsAreThere()
    {
        Tensor w = Tensor.Parameter(Tensor.Arange(0.0, 12.0, 1.0).Reshape(3, 4), "w");
        string html = Recorded.Of((w * 2).Sum()).ToHtml();
        JsonDocument.Parse(Story().Match(html).Groups[1].Value).RootElement.GetProperty("boxes")[0].GetProperty("text").GetString()
            .Should().Contain("value: Float64 [3, 4]").And.Contain("[ 8.  9. 10. 11.]").And.Contain("gradient: Float64 [3, 4]");
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\"quoted\" & <b>'single'</b>")]
    [InlineData("שלום")]
    public void NamesCannotEndTheScript(string name)
    {
        Tensor odd = Tensor.Parameter(Tensor.From(1.0), name);
        string html = Recorded.Of(odd.Exp().Named(name)).ToHtml(new PictureOptions { Title = name });
        html.Split("<script").Should().HaveCount(3);
        Steps(html).Should().NotBeEmpty();
    }

    [Fact]
    public void AReleasedTapeHasNoBackwardSteps()
    {
        Tensor result = Product;
        result.Backward();
        Steps(Recorded.Of(result).ToHtml()).Should().OnlyContain(static step => !step.GetProperty("backward").GetBoolean());
    }

    private static JsonElement[] Steps(string html) =>
        [.. JsonDocument.Parse(Story().Match(html).Groups[1].Value).RootElement.GetProperty("steps").EnumerateArray()];

    private static IEnumerable<(string, string, string)> Rows(JsonElement step) =>
        step.GetProperty("rows").EnumerateArray().Select(static row => (row[0].GetString()!, row[1].GetString()!, row[2].GetString()!));

    [GeneratedRegex("""https?://|src=|<link|@import|url\(""")]
    private static partial Regex Outside();

    [GeneratedRegex("""<script id="story" type="application/json">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Story();
}

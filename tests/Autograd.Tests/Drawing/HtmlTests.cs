using System.Globalization;
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
        steps.Select(static step => step.GetProperty("title").GetString()).Should().Equal("The values that are given", "Add (+) 'q'", "Multiply (×) 'f'",
            "The gradient begins at the result", "Multiply (×) 'f'", "Add (+) 'q'", "The gradients have arrived");
        Rows(steps[2]).Should().Equal(("value", "q", "3"), ("value", "z", "−4"), ("value", "f (the result)", "−12"));
        Rows(steps[4]).Should().Equal(("gradient", "upstream gradient", "1"),
            ("local", "local gradient for q", "z = −4"), ("gradient", "downstream, to q", "1 × −4 = −4"),
            ("local", "local gradient for z", "q = 3"), ("gradient", "downstream, to z", "1 × 3 = 3"));
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
    public void UnnamedOperandsGoByTheirSide()
    {
        JsonElement[] steps = Steps(Recorded.Of(x * y + x.Exp() * -x).ToHtml());
        Labels(steps, "Add (+)").Should().Equal("left (×)", "right (×)", "out (the result)");
        Labels(steps, "Negate (−x)").Should().Equal("x", "out (the result)");
        Labels(Steps(Recorded.Of(x.Exp().Exp() + x * x).ToHtml()), "Exp").Should().Equal("x", "out (the result)");
        Labels(Steps(Recorded.Of((x * x).Exp()).ToHtml()), "Multiply (×)").Should().Equal("x (left)", "x (right)", "out (the result)");
        Labels(Steps(Recorded.Of((x * x).Named("two words").Exp()).ToHtml()), "Exp").Should().Equal("in (two words)", "out (the result)");
        Labels(Steps(Recorded.Of((x * x).Exp()).ToHtml()), "Exp").Should().Equal("in (×)", "out (the result)");
    }

    [Fact]
    public void FormulasAreWrittenOut()
    {
        Tensor f = ((x + y).Named("q") * z).Named("f");
        Steps(Recorded.Of(f.Exp() / -(1 / f.Square())).ToHtml()).Where(static step => !step.GetProperty("backward").GetBoolean()).Skip(1)
            .Select(static step => step.GetProperty("note").GetString()).Should().Equal("q = x + y", "f = q × z", "out = exp(f)", "out = f²", "out = 1 / in", "out = −in", "out = left / right");
    }

    public static TheoryData<string> Graphs => ["three uses", "a result before another", "two uses and a result", "a leaf that is a result"];

    // The terms that are printed, as numbers, make the total that is printed.
    [Theory]
    [MemberData(nameof(Graphs))]
    public void SumsAddUp(string graph)
    {
        Tensor inner = (x * y).Named("inner");
        Recorded tape = graph switch
        {
            "three uses" => Recorded.Of(x * 2 + x * y + x * x),
            "a result before another" => Recorded.Of(inner, inner.Square()),
            "two uses and a result" => Recorded.Of(inner, inner * 3, inner * z),
            _ => Recorded.Of(x, x * 2, x * y),
        };
        List<(IEnumerable<double> Terms, double Total)> sums = [];
        foreach (JsonElement step in Steps(tape.ToHtml()).Where(static step => step.GetProperty("backward").GetBoolean()))
        {
            (string Style, string Label, string Text)[] rows = [.. Rows(step)];
            int sum = Array.FindIndex(rows, static row => row.Style == "sum");
            if (sum >= 0)
                sums.Add((rows[..sum].Select(static row => Read(row.Text)), Read(rows[sum].Text)));
            sums.AddRange(rows.Where(static row => row.Label.StartsWith('∂') && row.Text.Contains('=')).Select(static row => row.Text.Split(" = "))
                .Select(static sides => (sides[0].Split(" + ").Select(Read), Read(sides[1]))));
        }

        sums.Should().NotBeEmpty().And.OnlyContain(static sum => Math.Abs(sum.Terms.Sum() - sum.Total) < 1e-9);
    }

    // More results than are drawn: each is a term of its own gradient that stands nowhere.
    [Fact]
    public void NoSumIsToldWithoutAllItsTerms()
    {
        Tensor inner = (x * y).Named("inner");
        JsonElement[] steps = Steps(Recorded.Of([inner, inner.Exp(), .. Enumerable.Range(1, 30).Select(i => inner * i)]).ToHtml());
        steps.SelectMany(Rows).Should().NotContain(static row => row.Item1 == "sum").And.Contain(static row => row.Item2 == "upstream gradient");
    }

    [Fact]
    public void GroupsAreToldByTheirLines()
    {
        Tensor start = x.Exp(), sum, product;
        using (Recorded.Named("cell 1"))
            (sum, product) = ((start + y).Sin(), start * y);
        Tensor end;
        using (Recorded.Named("cell 2"))
            end = (sum * product).Exp();
        JsonElement[] steps = Steps(Recorded.Of(end).ToHtml(new PictureOptions { Collapse = PictureCollapse.Blocks }));
        JsonElement[] cell = [.. steps.Where(static step => step.GetProperty("title").GetString() == "cell 1")];
        cell.Should().HaveCount(2);
        cell[0].GetProperty("note").GetString().Should().StartWith("3 operations");
        Labels(cell[0]).Should().BeEquivalentTo("from exp", "from y", "to cell 2");
        Rows(cell[0]).Should().ContainSingle(static row => row.Item3 == "2 tensors");
        Rows(cell[1]).Should().Contain(("gradient", "upstream, from cell 2", "2 tensors"));
        Labels(cell[1]).Should().BeEquivalentTo("upstream, from cell 2", "downstream, to exp", "downstream, to y");
        steps.Should().Contain(static step => step.GetProperty("title").GetString() == "cell 2" && Labels(step).Contains("to result"));
    }

    [Fact]
    public void ARepeatedOperandSaysThatItsGradientIsSummed()
    {
        Tensor w = Tensor.Parameter(Tensor.Arange(0.0, 6.0, 1.0).Reshape(2, 3), "w");
        Rows(Steps(Recorded.Of((w * x).Named("f").Sum()).ToHtml()).Last(static step => step.GetProperty("title").GetString() == "Multiply (×) 'f'"))
            .Should().Contain(("gradient", "downstream, to x", "15, summed over what was repeated"));
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

    private static IEnumerable<string> Labels(JsonElement step) => Rows(step).Select(static row => row.Item2);

    /// <summary>Of the first step of a title.</summary>
    private static IEnumerable<string> Labels(JsonElement[] steps, string title) => Labels(steps.First(step => step.GetProperty("title").GetString() == title));

    private static double Read(string number) => double.Parse(number.Replace('−', '-'), CultureInfo.InvariantCulture);

    [GeneratedRegex("""https?://|src=|<link|@import|url\(""")]
    private static partial Regex Outside();

    [GeneratedRegex("""<script id="story" type="application/json">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Story();
}

using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>A tape as plain text, with the numbers that the textbooks give.</summary>
public class TableTests
{
    [Fact]
    public void TheProductsTable() => Recorded.Of(Examples.Product()).ToString().Should().Be("""
        #  operation  name  shape  from  value  gradient
        0  Parameter  x     []           −2     −4
        1  Parameter  y     []           5      −4
        2  Add        q     []     0, 1  3      −4
        3  Parameter  z     []           −4     3
        4  Multiply   f     []     2, 3  −12    1
        5  Result           []     4     −12    1
        """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("w0", -1 * 0.19661)]
    [InlineData("w1", -2 * 0.19661)]
    [InlineData("w2", 0.19661)]
    [InlineData("x0", 2 * 0.19661)]
    [InlineData("x1", -3 * 0.19661)]
    public void TheNeuronsGradients(string name, double gradient)
    {
        string[] rows = Recorded.Of(Examples.Neuron()).ToString().Split('\n');
        rows[^1].Should().Contain("0.7311");
        string row = rows.Single(row => row.Contains($" {name} ", StringComparison.Ordinal));
        double.Parse(row.Split(' ')[^1].Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture).Should().BeApproximately(gradient, 1e-4);
    }

    [Fact]
    public void LongTablesAreCutAndSaySo() => Recorded.Of(Examples.Chain(3000)).ToString().Should().Contain("… and 2002 more");

    [Fact]
    public void EveryExampleHasATable()
    {
        foreach (Func<Recorded> make in Examples.All.Values)
            make().ToString().TrimStart().Should().StartWith("#  operation");
    }
}

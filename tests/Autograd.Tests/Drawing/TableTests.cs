using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>A tape as plain text, with the numbers that the textbooks give.</summary>
public class TableTests
{
    [Fact]
    public void TheProductsTable()
    {
        Recorded tape = Recorded.Of(Examples.Product());
        string[] numbers = [.. tape.Nodes.OrderBy(static node => "xyqzf".IndexOf(node.Name!, StringComparison.Ordinal)).Select(static node => $"{node.Order}")];
        string[][] rows = [.. tape.ToString().Split('\n').Select(static row => row.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        rows[0].Should().Equal("#", "operation", "name", "shape", "from", "value", "gradient");
        rows[1].Should().Equal(numbers[0], "Parameter", "x", "[]", "−2", "−4");
        rows[2].Should().Equal(numbers[1], "Parameter", "y", "[]", "5", "−4");
        rows[3].Should().Equal(numbers[2], "Add", "q", "[]", $"{numbers[0]}, {numbers[1]}", "3", "−4");
        rows[4].Should().Equal(numbers[3], "Parameter", "z", "[]", "−4", "3");
        rows[5].Should().Equal(numbers[4], "Multiply", "f", "[]", $"{numbers[2]}, {numbers[3]}", "−12", "1");
        rows[6].Should().Equal("Result", "[]", numbers[4], "−12", "1");
    }

    [Fact]
    public void ConstantsAreCalledByTheirNames() =>
        Recorded.Of(Examples.Scalar(2, "w") * Tensor.From(3.0).Named("c")).ToString().Should().Contain(", c  6");

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

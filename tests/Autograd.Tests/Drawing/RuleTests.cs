
namespace Autograd.Tests.Drawing;

/// <summary>What rules say of themselves, and how formulas read.</summary>
public class RuleTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Of, string Symbol, string Gate, string Slope)> Unary = new()
    {
        ["exp"] = (static x => x.Exp(), "exp", "scales the gradient by its slope", "out"),
        ["negate"] = (static x => -x, "−x", "scales the gradient by −1", "−1"),
        ["add one"] = (static x => x + 1, "x + 1", "passes the gradient on", "1"),
        ["twice"] = (static x => x * 2, "x × 2", "scales the gradient by 2", "2"),
        ["sigmoid"] = (static x => x.Sigmoid(), "σ", "scales the gradient by its slope", "out · (1 − out)"),
        ["tanh"] = (static x => x.Tanh(), "tanh", "scales the gradient by its slope", "1 − out²"),
        ["square"] = (static x => x.Square(), "x²", "scales the gradient by its slope", "2 · in"),
        ["relu"] = (static x => x.Relu(), "Relu", "routes: passes the gradient on or blocks it", "1 if out > 0, else 0"),
        ["sine"] = (static x => x.Sin(), "sin", "scales the gradient by its slope", "cos(in)"),
    };

    public static TheoryData<string> UnaryNames => [.. Unary.Keys];

    [Theory]
    [MemberData(nameof(UnaryNames))]
    public void FormulasOfOneOperandSpeakForThemselves(string name)
    {
        (Func<Tensor, Tensor> of, string symbol, string gate, string slope) = Unary[name];
        Rule rule = of(Examples.Scalar(0.5)).Node!.Rule;
        (rule.Symbol, rule.Gate).Should().Be((symbol, gate));
        rule.Slopes.Should().Equal(slope);
    }

    [Fact]
    public void FormulasOfTwoDoToo()
    {
        Tensor x = Examples.Scalar(2), y = Examples.Scalar(3);
        Check(x + y, "+", "distributes the gradient to both", "1", "1");
        Check(x - y, "−", "distributes the gradient, times 1 and −1", "1", "−1");
        Check(x * y, "×", "swaps: each operand's gradient is scaled by the other", "right", "left");
        x.Maximum(y).Node!.Rule.Gate.Should().StartWith("routes");
        Tensor.Parameter(Tensor.Ones<double>(2, 2)).Trace().Node!.Rule.Slopes.Should().BeEmpty();
    }

    [Fact]
    public void SlopesCallTensorsByTheirNames()
    {
        Tensor w = Tensor.Parameter(Tensor.From(2.0), "w"), odd = Tensor.Parameter(Tensor.From(3.0), "two words");
        (w * odd).Node!.Rule.Slopes.Should().Equal("right", "w");
        w.Sigmoid().Named("σ").Node!.Rule.Slopes.Should().Equal("σ · (1 − σ)");
        (w * Tensor.From(5.0).Named("c")).Node!.Rule.Slopes.Should().Equal("c", "w");
    }

    [Fact]
    public void WhatChoosesBetweenOtherSlopesDoesNotRoute()
    {
        Tensor x = Examples.Scalar(-2);
        x.Abs().Node!.Rule.Gate.Should().Be("scales the gradient by its slope");
        x.LeakyRelu().Node!.Rule.Gate.Should().Be("scales the gradient by its slope");
        x.Clamp(0, 1).Node!.Rule.Gate.Should().StartWith("routes");
    }

    [Fact]
    public void EveryOperationHasAShortSymbol()
    {
        Tensor x = Tensor.Parameter(Tensor.Ones<double>(2, 2));
        foreach (Tensor y in new[] { x.Gelu(), x.Silu(), x.Mish(), x.Elu(), x.Softplus(), x.LogGamma(), x.Pow(2.5), x.Clamp(-1, 1), x.MatMul(x), x.Sum(), x.Softmax(0) })
            y.Node!.Rule.Symbol.Length.Should().BeInRange(1, 24);
    }

    [Fact]
    public void FormulasReadAsMathematiciansWriteThem()
    {
        Written x = new("x"), y = new("y");
        Shown(x + 0).Should().Be("x");
        Shown(0 - x).Should().Be("−x");
        Shown(1 * x / 1).Should().Be("x");
        Shown(x * 0).Should().Be("0");
        Shown(x + -2).Should().Be("x − 2");
        Shown((x + y) * (x - y)).Should().Be("(x + y) · (x − y)");
        Shown(x - (y + 1)).Should().Be("x − (y + 1)");
        Shown(x / (x * y)).Should().Be("x / (x · y)");
        Shown(x / y * x).Should().Be("x / y · x");
        Shown(x * x).Should().Be("x²");
        Shown(-(x * y)).Should().Be("−(x · y)");
        Shown(Written.Pow(x + 1, 3)).Should().Be("(x + 1)³");
        Shown(Written.Pow(x, -0.5)).Should().Be("x^(−0.5)");
        Shown(Written.Sqrt(x + y)).Should().Be("√(x + y)");
        Shown(Written.Select(x > y, 1, 0)).Should().Be("1 if x > y, else 0");
        Shown(Written.Select(x > y, 1, 0) * x).Should().Be("(1 if x > y, else 0) · x");
        ((Written)2 * 3 + 1).Constant.Should().Be(7);
        Written.Select(x > y, 1, 0).IsChoice.Should().BeTrue();
        Written.Select(x > y, x, 0).IsChoice.Should().BeFalse();
    }

    private static string Shown(Written formula) => formula.ToString();

    private static void Check(Tensor z, string symbol, string gate, params string[] slopes)
    {
        Rule rule = z.Node!.Rule;
        (rule.Symbol, rule.Gate).Should().Be((symbol, gate));
        rule.Slopes.Should().Equal(slopes);
    }
}

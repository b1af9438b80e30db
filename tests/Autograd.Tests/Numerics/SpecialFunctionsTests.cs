using System.Globalization;
using FluentAssertions;
using Xunit;

namespace Autograd.Tests.Numerics;

/// <summary>The special functions against mpmath (special-functions.csv) and at the ends of their ranges.</summary>
public class SpecialFunctionsTests
{
    // The library stays below 1.5 ulp with an exponential and a logarithm good to 0.52; other platforms may need the rest.
    private const int Tolerance = 2;

    // Beside its zeros on the negative half-line a function is a difference of larger terms, so relative accuracy wanes.
    private const double ToleranceAtNegativeZeros = 2e-16;

    public static TheoryData<string> Functions => ["Erf", "Erfc", "LogGamma", "Digamma", "Polygamma", "Expm1", "Log1p"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void AgreesWithTheReference(string function)
    {
        int rows = 0;
        foreach ((int order, double x, double expected) in ReferenceRows(function))
        {
            double actual = Evaluate(function, order, x);
            bool close = UlpDistance(actual, expected) <= Tolerance
                || (x < 0 && function is "LogGamma" or "Digamma" && Math.Abs(actual - expected) <= ToleranceAtNegativeZeros);
            close.Should().BeTrue("{0}({1:R}) of order {2} is {3:R}, not {4:R}", function, x, order, expected, actual);
            rows++;
        }

        rows.Should().BeGreaterThan(40);
    }

    [Theory]
    [InlineData("Erf", double.PositiveInfinity, 1)]
    [InlineData("Erf", double.NegativeInfinity, -1)]
    [InlineData("Erf", 0.0, 0.0)]
    [InlineData("Erfc", double.PositiveInfinity, 0)]
    [InlineData("Erfc", double.NegativeInfinity, 2)]
    [InlineData("LogGamma", 1, 0)]
    [InlineData("LogGamma", 2, 0)]
    [InlineData("LogGamma", 0.0, double.PositiveInfinity)]
    [InlineData("LogGamma", -1, double.PositiveInfinity)]
    [InlineData("LogGamma", -1e300, double.PositiveInfinity)]
    [InlineData("LogGamma", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("LogGamma", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("Digamma", 0.0, double.NegativeInfinity)]
    [InlineData("Digamma", double.Epsilon, double.NegativeInfinity)]
    [InlineData("Digamma", -1, double.NaN)]
    [InlineData("Digamma", -1e300, double.NaN)]
    [InlineData("Digamma", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Digamma", double.NegativeInfinity, double.NaN)]
    [InlineData("Expm1", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Expm1", double.NegativeInfinity, -1)]
    [InlineData("Expm1", 0.0, 0.0)]
    [InlineData("Log1p", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Log1p", double.NegativeInfinity, double.NaN)]
    [InlineData("Log1p", -1, double.NegativeInfinity)]
    [InlineData("Log1p", -1.5, double.NaN)]
    [InlineData("Log1p", 0.0, 0.0)]
    public void IsExactAtTheEndsOfTheRange(string function, double x, double expected)
        => ShouldBeIdentical(Evaluate(function, 0, x), expected);

    [Theory]
    [InlineData(1, 0.0, double.PositiveInfinity)]
    [InlineData(1, -3, double.PositiveInfinity)]
    [InlineData(3, -1e300, double.PositiveInfinity)]
    [InlineData(1, double.Epsilon, double.PositiveInfinity)]
    [InlineData(2, double.Epsilon, double.NegativeInfinity)]
    [InlineData(2, -double.Epsilon, double.PositiveInfinity)]
    [InlineData(2, 0.0, double.NegativeInfinity)]
    [InlineData(2, -3, double.NaN)]
    [InlineData(1, double.PositiveInfinity, 0.0)]
    [InlineData(2, double.PositiveInfinity, -0.0)]
    [InlineData(2, double.MaxValue, -0.0)]
    [InlineData(1, double.NegativeInfinity, double.NaN)]
    [InlineData(1000, 1, double.NegativeInfinity)]
    public void PolygammaIsExactAtTheEndsOfTheRange(int order, double x, double expected)
        => ShouldBeIdentical(PolygammaFunction.Polygamma(order, x), expected);

    // A method of its own: xunit takes 0 and −0 for the same datum.
    [Theory]
    [InlineData("Erf", 0, -0.0)]
    [InlineData("Erfc", 0, 1)]
    [InlineData("LogGamma", 0, double.PositiveInfinity)]
    [InlineData("Digamma", 0, double.PositiveInfinity)]
    [InlineData("Expm1", 0, -0.0)]
    [InlineData("Log1p", 0, -0.0)]
    [InlineData("Polygamma", 1, double.PositiveInfinity)]
    [InlineData("Polygamma", 2, double.PositiveInfinity)]
    public void IsExactAtNegativeZero(string function, int order, double expected)
        => ShouldBeIdentical(Evaluate(function, order, -0.0), expected);

    [Theory]
    [MemberData(nameof(Functions))]
    public void PropagatesNaN(string function)
    {
        Evaluate(function, 0, double.NaN).Should().Be(double.NaN);
        Evaluate(function, 3, double.NaN).Should().Be(double.NaN);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public void PolygammaRejectsOrdersItCannotCompute(int order)
    {
        Action evaluation = () => PolygammaFunction.Polygamma(order, 1);
        evaluation.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void PolygammaOfOrderZeroIsDigamma()
        => PolygammaFunction.Polygamma(0, 0.3).Should().Be(DigammaFunction.Digamma(0.3));

    private static double Evaluate(string function, int order, double x) => function switch
    {
        "Erf" => Tensor.Scalar(x, DType.Float64).Erf().ToDouble(),
        "Erfc" => Tensor.Scalar(x, DType.Float64).Erfc().ToDouble(),
        "LogGamma" => GammaFunction.LogGamma(x),
        "Digamma" => DigammaFunction.Digamma(x),
        "Polygamma" => PolygammaFunction.Polygamma(order, x),
        "Expm1" => Tensor.From(x).Expm1().ToDouble(),
        "Log1p" => Tensor.From(x).Log1p().ToDouble(),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "unknown"),
    };

    private static IEnumerable<(int Order, double X, double Expected)> ReferenceRows(string function)
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Numerics", "special-functions.csv"))
            .Select(line => line.Split(','))
            .Where(row => row[0] == function)
            .Select(row => (int.Parse(row[1], CultureInfo.InvariantCulture), Parse(row[2]), Parse(row[3])));

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static void ShouldBeIdentical(double actual, double expected)
    {
        actual.Should().Be(expected);
        if (!double.IsNaN(expected))
        {
            double.IsNegative(actual).Should().Be(double.IsNegative(expected));
        }
    }

    // How many doubles lie from one to the other; NaN is far from everything.
    private static Int128 UlpDistance(double a, double b)
        => double.IsNaN(a) || double.IsNaN(b) ? Int128.MaxValue : Int128.Abs((Int128)Ordinal(a) - Ordinal(b));

    private static long Ordinal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}

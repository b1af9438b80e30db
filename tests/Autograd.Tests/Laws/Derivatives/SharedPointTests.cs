using System.Globalization;
using System.Text.RegularExpressions;

namespace Autograd.Tests.Laws.Derivatives;

/// <summary>
/// Values to 17 digits from Taylor arithmetic at 50 to 1,500 digits (points.csv), in every mix of modes. An absolute error below an
/// ulp of 1 is right enough where the last digits of a slope were traded for speed: those of sigmoid, tanh and x / (1 + e^−x) far out.
/// </summary>
public sealed class SharedPointTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new(Operations.Unary)
    {
        ["x.Pow(x)"] = static x => x.Pow(x),
        ["BinaryCrossEntropyWithLogits(target 1)"] = static x => x.BinaryCrossEntropyWithLogits(Tests.Derivatives.OnesLike(x)),
        ["Map x/(1+exp(-1.5x))"] = static x => x.Map(new PlainSwish()),
        ["Map 1/(1+exp(-x))"] = static x => x.Map(new PlainSigmoid()),
        ["LogSumExp [x 0 0] minus x; CrossEntropy [40 0 0] label 0"] = static x => Tensor.Stack([x, 0 * x, 0 * x]).CrossEntropy([0]),
    };

    private static readonly string[] Traded = ["Sigmoid", "Tanh", "Map x/(1+exp(-1.5x))"];

    public static TheoryData<string> Points => [.. Stored.Lines("points.csv")];

    [Theory, MemberData(nameof(Points))]
    public void HoldsInEveryMixOfModes(string line)
    {
        Match row = Regex.Match(line, "^(\"[^\"]*\"|[^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*)$");
        string[] cells = [.. row.Groups.Values.Skip(1).Select(static group => group.Value.Trim('"'))];
        DType type = cells[5] == "float32" ? DType.Float32 : DType.Float64;
        double expected = Number(cells[4]);
        double[] point = [.. cells[2].Split(';').Select(Number)];
        foreach ((string mix, Tensor found) in point.Length == 2 ? Partials(cells[0], point, cells[3]) : Orders(Name(cells), point[0], cells[3], type))
        {
            double unit = type == DType.Float32 ? 6e-7 : 1e-14;
            double allowed = Math.Max(unit * Math.Abs(expected), Traded.Contains(Name(cells)) ? unit / 10 : type == DType.Float32 ? 1.5e-45 : 5e-324);
            if (double.IsFinite(expected))
                found.ToDouble().Should().BeApproximately(expected, allowed, $"{line}, by {mix}");
            else
                found.ToDouble().Should().Be(expected, $"{line}, by {mix}");
        }
    }

    private static string Name(string[] cells) => cells[1] == "" ? cells[0] : $"{cells[0]}({cells[1]})";

    private static IEnumerable<(string Mix, Tensor Found)> Orders(string function, double at, string order, DType type) =>
        (int.TryParse(order, CultureInfo.InvariantCulture, out int count) ? ModeMixes.Of(count) : [order])
            .Select(mix => (mix, ModeMixes.By(Functions[function], mix)(Values.Vector(type, at).Reshape([]))));

    /// <summary>A partial derivative written dx2dy, taken in x first and in y first.</summary>
    private static IEnumerable<(string Mix, Tensor Found)> Partials(string function, double[] point, string partial)
    {
        Func<Tensor, Tensor, Tensor> f = function.StartsWith("Pow", StringComparison.Ordinal) ? static (x, y) => x.Pow(y) : static (x, y) => x.Hypot(y);
        int inX = Count(partial, "dx"), inY = Count(partial, "dy");
        int[] xFirst = [.. Enumerable.Repeat(0, inX), .. Enumerable.Repeat(1, inY)];
        return from mix in ModeMixes.Of(inX + inY)
               from arguments in new int[][] { xFirst, [.. xFirst.Reverse()] }
               select ($"{mix} in {string.Concat(arguments)}", Differentiated.By(mix, arguments, f)(Tensor.From(point[0]), Tensor.From(point[1])));
    }

    private static int Count(string partial, string argument) =>
        Regex.Match(partial, argument + "(\\d?)") is { Success: true } match ? match.Groups[1].Value is { Length: > 0 } digit ? int.Parse(digit, CultureInfo.InvariantCulture) : 1 : 0;

    private static double Number(string text) => text switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private readonly struct PlainSwish : IFormula
    {
        public R Of<R>(R x) where R : struct, IReal<R> => x / (1 + R.Exp(-1.5 * x));
    }

    private readonly struct PlainSigmoid : IFormula
    {
        public R Of<R>(R x) where R : struct, IReal<R> => 1 / (1 + R.Exp(-x));
    }
}

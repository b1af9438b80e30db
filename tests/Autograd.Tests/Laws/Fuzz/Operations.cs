using System.Globalization;

namespace Autograd.Tests.Laws.Fuzz;

/// <summary>Every operation that random programs are made of: adding an operation adds one here.</summary>
internal static partial class Operations
{
    private static readonly Lazy<Operation[]> Listed = new(() =>
        [.. Layouts, .. Joins, .. Elementwise, .. Pairs, .. Reductions, .. Lines, .. Products, .. Matrices]);

    public static IReadOnlyList<Operation> All => Listed.Value;

    /// <summary>Those that work along axes.</summary>
    public static IReadOnlyList<Operation> OverAxes { get; } = [.. Reductions, .. Lines];

    /// <summary>As often in the list as they are to be drawn.</summary>
    public static Operation[] Weighted(IEnumerable<Operation> operations) =>
        [.. operations.SelectMany(one => Enumerable.Repeat(one, one.Weight))];

    /// <summary>Whole numbers as C# writes them between commas.</summary>
    private static string Join(IEnumerable<int> numbers) => string.Join(", ", numbers);

    private static string Literal(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "true" : "false";

    private static int Count(int[] shape) => shape.Aggregate(1, static (product, size) => product * size);

    /// <summary>An axis as calls may name it: from the front or, where the flag is set, from the end.</summary>
    private static int Named(int axis, int rank, int flag) => flag == 0 ? axis : axis - rank;

    private static Grid<Number> Each(this Grid<Number> x, Func<Number, Number> f) => new(x.Shape, [.. x.Values.Select(f)]);

    /// <summary>Element by element, the second operand repeated to the first one's shape.</summary>
    private static Grid<Number> With(this Grid<Number> x, Grid<Number> y, Func<Number, Number, Number> f) =>
        new(x.Shape, [.. x.Values.Zip(y.BroadcastTo(x.Shape).Values, f)]);

    private static Grid<Number> Scalar(Number value) => new([], [value]);
}

using System.Globalization;

namespace Autograd.Tests.Laws.Derivatives;

/// <summary>A row of stored values: an operation, its element type, the point, and value and derivatives in the file's order.</summary>
internal sealed record Stored(string Operation, DType Type, double[] Point, double?[] Values)
{
    /// <summary>Rows by operation and type. A question mark, at a value or a row, means that nothing is claimed.</summary>
    public static ILookup<(string Operation, DType Type), Stored> Read(string file, int arguments) => Lines(file).Skip(1)
        .Select(line => line.Split(','))
        .Where(cells => cells[^1] != "?" || arguments > 1)
        .Select(cells => new Stored(cells[1] == "" ? cells[0] : $"{cells[0]}({cells[1]})", cells[2] == "float32" ? DType.Float32 : DType.Float64,
            [.. cells[3..(3 + arguments)].Select(Number)], [.. cells[(3 + arguments)..].Where(cell => cell != "").Select(cell => cell == "?" ? null : (double?)Number(cell))]))
        .ToLookup(row => (row.Operation, row.Type));

    /// <summary>The operations and types of which there are rows.</summary>
    public static TheoryData<string, DType> Subjects(ILookup<(string Operation, DType Type), Stored> rows)
    {
        TheoryData<string, DType> subjects = [];
        foreach ((string operation, DType type) in rows.Select(static group => group.Key))
            subjects.Add(operation, type);
        return subjects;
    }

    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Laws", "Derivatives", file)).Where(line => !line.StartsWith('#'));

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public override string ToString() => string.Join(';', Point.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
}

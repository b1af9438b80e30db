using System.Text;

namespace Autograd.Drawing;

/// <summary>A picture as a table of plain text, a line for each box.</summary>
internal static class TableWriter
{
    private const int MostLines = 1000;

    private static readonly string[] Head = ["#", "operation", "name", "shape", "from", "value", "gradient"];

    public static string Write(Picture picture)
    {
        List<string[]> rows = [Head];
        foreach (Box box in picture.Boxes.Take(MostLines))
            rows.Add([
                Number(box),
                box.Node?.Operation ?? box.Kind.ToString(),
                Text.Shorten(box.Name ?? ""),
                box.Shape.ToString(),
                string.Join(", ", box.Inputs.Select(static wire => Number(wire.From) is { Length: > 0 } number ? number : Text.Shorten(wire.From.Symbol))),
                (box.Kind == BoxKind.Result ? box.Inputs[0].Value : box.Value)?.Line ?? "",
                (box.Kind == BoxKind.Result ? box.Inputs[0].Gradient : box.Gradient)?.Line ?? "",
            ]);
        int[] widths = [.. Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        if (picture.Boxes.Count > MostLines)
            text.Append($"… and {picture.Boxes.Count - MostLines} more\n");
        foreach (string remark in picture.Remarks)
            text.Append(remark).Append(".\n");
        return text.ToString().TrimEnd();
    }

    /// <summary>The number by which explanations and errors call it: that of the node; constants and results have none.</summary>
    private static string Number(Box box) => box.Node is { } node ? $"{node.Order}"
        : box.Nodes.Count > 0 ? $"{box.Nodes[0].Order}–{box.Nodes[^1].Order}"
        : "";
}

using System.Text;

namespace Autograd;

/// <summary>One printing of a tensor: chooses the columns' format from the elements shown, then lays out lines.</summary>
internal sealed class Printer
{
    private const int LineWidth = 75;
    private const int Threshold = 1000;
    private const int EdgeItems = 3;
    private const string Gap = "...";

    private readonly Tensor tensor;
    private readonly int[] strides;
    private readonly bool cutShort;
    private readonly Queue<string> words = [];              // the elements shown, in reading order

    public Printer(Tensor tensor)
    {
        this.tensor = tensor;
        strides = tensor.Layout.Strides;
        cutShort = tensor.Count > Threshold;
    }

    public string Print()
    {
        if (tensor.Count == 0)
            return "[]";
        if (tensor.Rank == 0)
            return PrintedNumber.At(tensor, 0).Alone();
        List<PrintedNumber> shown = [];
        Collect(shown, axis: 0, place: 0);
        foreach (string word in Column.Format(shown, tensor.DType))
            words.Enqueue(word);
        string body = Part(axis: 0, indent: " ", LineWidth);
        return cutShort ? $"{body}, shape={tensor.Shape}, dtype={tensor.DType}" : body;
    }

    private void Collect(List<PrintedNumber> shown, int axis, int place)
    {
        if (axis == tensor.Rank)
        {
            shown.Add(PrintedNumber.At(tensor, place));
            return;
        }

        for (int i = 0; i < tensor.Shape[axis]; i++)
        {
            if (i == EdgeItems && IsCut(axis))
                i = tensor.Shape[axis] - EdgeItems;
            Collect(shown, axis + 1, place + i * strides[axis]);
        }
    }

    private bool IsCut(int axis) => cutShort && tensor.Shape[axis] > 2 * EdgeItems;

    private string Part(int axis, string indent, int width)
    {
        if (axis == tensor.Rank)
            return words.Dequeue();
        string inside = axis == tensor.Rank - 1 ? Line(axis, indent, width - 1) : Nested(axis, indent, width - 1);
        return $"[{inside[indent.Length..]}]";
    }

    /// <summary>The parts along an axis, each on lines of its own, with more space between the larger ones.</summary>
    private string Nested(int axis, string indent, int width) => string.Join(
        new string('\n', tensor.Rank - axis - 1),
        Items(axis, () => Part(axis + 1, indent + " ", width)).Select(part => indent + part));

    /// <summary>The elements along the last axis, wrapped where the line is full.</summary>
    private string Line(int axis, string indent, int width)
    {
        StringBuilder text = new();
        string line = indent;
        foreach (string word in Items(axis, words.Dequeue))
        {
            if (line.Length + word.Length > width && line.Length > indent.Length)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = indent;
            }

            line += word + " ";
        }

        // Columns are padded on the right as well: only the separator goes.
        return text.Append(line.AsSpan(0, line.Length - 1)).ToString();
    }

    private IEnumerable<string> Items(int axis, Func<string> next)
    {
        int shown = IsCut(axis) ? 2 * EdgeItems : tensor.Shape[axis];
        for (int i = 0; i < shown; i++)
        {
            if (i == EdgeItems && IsCut(axis))
                yield return Gap;
            yield return next();
        }
    }
}

namespace Autograd;

/// <summary>Finds where along an axis the best element stands.</summary>
internal static class Positions
{
    public static int[] Along(Tensor x, int axis, Func<double, double, bool> beats, string operation)
    {
        int front = x.Shape.Axis(axis, operation);
        Axes.RequireElements(x.Shape, [front], operation);
        Tensor lines = Copy.RowMajor(x.Detach().Transpose(front, x.Rank - 1));
        int[] kept = [.. x.Shape.Without(front)];

        // The axis was exchanged with the last one: undo that in the order of the lines.
        double[] values = lines.Cast(DType.Float64).ToArray<double>();
        int size = x.Shape[front];
        Tensor found = Tensor.From(Enumerable.Range(0, values.Length / Math.Max(size, 1)).Select(line => (double)Best(values.AsSpan(line * size, size), beats)).ToArray(),
            lines.Shape.With(x.Rank - 1, 1));
        return Array.ConvertAll(found.Transpose(front, x.Rank - 1).Reshape(kept).ToArray<double>(), static position => (int)position);
    }

    private static int Best(ReadOnlySpan<double> line, Func<double, double, bool> beats)
    {
        int best = 0;
        for (int i = 1; i < line.Length && !double.IsNaN(line[best]); i++)
            if (double.IsNaN(line[i]) || beats(line[i], line[best]))
                best = i;
        return best;
    }
}

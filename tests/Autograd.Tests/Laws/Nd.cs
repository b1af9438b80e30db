namespace Autograd.Tests.Laws;

/// <summary>A plain array of doubles, indexed one element at a time: what the independent references are written with.</summary>
public sealed record Nd(int[] Shape, double[] Data)
{
    public int Rank => Shape.Length;

    public double this[params int[] index] => Data[Place(index)];

    /// <summary>Fills a shape from a function of the index.</summary>
    public static Nd Build(int[] shape, Func<int[], double> value)
    {
        Nd result = new(shape, new double[shape.Aggregate(1, (a, b) => a * b)]);
        for (int i = 0; i < result.Data.Length; i++)
            result.Data[i] = value(result.Index(i));
        return result;
    }

    public static Nd Of(Tensor x) => new([.. x.Shape], x.Detach().Cast(DType.Float64).ToArray<double>());

    /// <summary>The element that broadcasting puts at an index of a larger shape.</summary>
    public double Repeated(int[] index)
    {
        int[] own = new int[Rank];
        for (int axis = 0; axis < Rank; axis++)
            own[axis] = Shape[axis] == 1 ? 0 : index[index.Length - Rank + axis];
        return this[own];
    }

    /// <summary>Gathers the elements along axes into one number for each of the others, which stay as they are or go.</summary>
    public Nd Reduce(int[] axes, bool keepDims, Func<double[], double> reduce)
    {
        int[] kept = [.. Enumerable.Range(0, Rank).Where(axis => !axes.Contains(axis))];
        int[] shape = keepDims ? [.. Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)] : [.. kept.Select(axis => Shape[axis])];
        var groups = Enumerable.Range(0, Data.Length).ToLookup(i => string.Join(',', kept.Select(axis => Index(i)[axis])), i => Data[i]);
        Nd result = new(shape, new double[shape.Aggregate(1, (a, b) => a * b)]);
        Nd compact = new([.. kept.Select(axis => Shape[axis])], result.Data);
        for (int i = 0; i < result.Data.Length; i++)
            result.Data[i] = reduce([.. groups[string.Join(',', compact.Index(i))]]);
        return result;
    }

    /// <summary>Replaces each line along an axis by another.</summary>
    public Nd Lines(int axis, Func<double[], double[]> replace)
    {
        int along = axis < 0 ? axis + Rank : axis;
        double[] Line(int[] index) => replace([.. Enumerable.Range(0, Shape[along]).Select(i => this[[.. index[..along], i, .. index[(along + 1)..]]])]);
        int length = Line(new int[Rank]).Length;
        return Build([.. Shape[..along], length, .. Shape[(along + 1)..]], index => Line(index)[index[along]]);
    }

    private int[] Index(int place)
    {
        int[] index = new int[Rank];
        for (int axis = Rank - 1; axis >= 0; axis--)
            (place, index[axis]) = (place / Shape[axis], place % Shape[axis]);
        return index;
    }

    private int Place(int[] index)
    {
        int place = 0;
        for (int axis = 0; axis < Rank; axis++)
            place = place * Shape[axis] + index[axis];
        return place;
    }
}

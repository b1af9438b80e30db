using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Running sums along an axis. Derivative: running sums of the upstream gradient from the other end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CumulativeSum(int axis) =>
        LinearMap.Apply(new CumulativeSumMap(Shape.Axis(axis, nameof(CumulativeSum)) - Rank, fromEnd: false), this);
}

internal readonly struct CumulativeSumMap(int axis, bool fromEnd) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Copy.Fresh(x);
        int along = axis + x.Rank, size = x.Shape[along];
        for (int i = 1; i < size; i++)
        {
            int here = fromEnd ? size - 1 - i : i, before = fromEnd ? here + 1 : here - 1;
            Scan.AddInto(result, along, here, before);
        }

        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new CumulativeSumMap(axis, !fromEnd), upstream, nameof(Tensor.CumulativeSum));
}

internal static class Scan
{
    /// <summary>Adds the part of a row-major tensor at one index of an axis into the part at another.</summary>
    public static void AddInto(Tensor x, int axis, int to, int from)
    {
        if (x.DType == DType.Float32)
            AddInto<float>(x, axis, to, from);
        else
            AddInto<double>(x, axis, to, from);
    }

    private static void AddInto<T>(Tensor x, int axis, int to, int from) where T : unmanaged, INumberBase<T>
    {
        Span<T> all = MemoryMarshal.CreateSpan(ref x.First<T>(), x.Count);
        int size = x.Shape[axis], inner = 1;
        foreach (int length in x.Shape.Sizes[(axis + 1)..])
            inner *= length;
        for (int start = 0; start < all.Length; start += size * inner)
        {
            Span<T> target = all.Slice(start + to * inner, inner);
            TensorPrimitives.Add(target, all.Slice(start + from * inner, inner), target);
        }
    }
}

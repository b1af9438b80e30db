using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>Moves elements between layouts.</summary>
internal static class Copy
{
    private const int Tile = 16;         // a transposed block whose rows and columns both stay in the first-level cache

    /// <summary>The tensor itself when its elements stand in order, else a copy in which they do. Not recorded.</summary>
    public static Tensor RowMajor(Tensor source) => source.Layout.IsRowMajor ? source : Fresh(source);

    /// <summary>A row-major copy. Not recorded.</summary>
    public static Tensor Fresh(Tensor source)
    {
        Tensor copy = Tensor.Allocate(source.Shape, source.DType);
        Into(copy, source);
        return copy;
    }

    /// <summary>Overwrites the target, which may be a view, with a source of the same shape.</summary>
    public static void Into(Tensor target, Tensor source) => Into(target, source, new Overwrite());

    /// <summary>Adds a source of the same shape to the target, which may be a view.</summary>
    public static void AddInto(Tensor target, Tensor source) => Into(target, source, new AddTo());

    private static void Into<M>(Tensor target, Tensor source, M move) where M : struct, ILineMove
    {
        if (target.Count == 0)
            return;
        if (target.DType == DType.Float32)
            Into<float, M>(target, source, move);
        else
            Into<double, M>(target, source, move);
        GC.KeepAlive(source);
        GC.KeepAlive(target);
    }

    private static void Into<T, M>(Tensor target, Tensor source, M move) where T : unmanaged, INumberBase<T> where M : struct, ILineMove
    {
        ref T to = ref target.FirstForWriting<T>();
        ref T from = ref source.First<T>();
        if (target.Layout.IsRowMajor && source.Layout.IsRowMajor)
        {
            move.Line(ref to, 1, ref from, 1, target.Count);
            return;
        }

        (int size, int to, int from)[] axes = Axes(target.Layout, source.Layout);
        if (axes.Length == 0)
            move.Line(ref to, 1, ref from, 1, 1);
        else if (axes.Length == 1)
            move.Line(ref to, axes[0].to, ref from, axes[0].from, axes[0].size);
        else
            Planes(ref to, ref from, axes, move);
    }

    /// <summary>All but the two last axes are stepped through; those two are copied as a plane.</summary>
    private static void Planes<T, M>(ref T to, ref T from, (int size, int to, int from)[] axes, M move)
        where T : unmanaged, INumberBase<T> where M : struct, ILineMove
    {
        Span<int> index = stackalloc int[axes.Length - 2];
        index.Clear();
        nint toStart = 0, fromStart = 0;
        while (true)
        {
            Plane(ref Unsafe.Add(ref to, toStart), ref Unsafe.Add(ref from, fromStart), axes[^2], axes[^1], move);
            int axis = index.Length - 1;
            for (; axis >= 0; axis--)
            {
                toStart += axes[axis].to;
                fromStart += axes[axis].from;
                if (++index[axis] < axes[axis].size)
                    break;
                toStart -= (nint)axes[axis].to * axes[axis].size;
                fromStart -= (nint)axes[axis].from * axes[axis].size;
                index[axis] = 0;
            }

            if (axis < 0)
                return;
        }
    }

    private static void Plane<T, M>(ref T to, ref T from, (int size, int to, int from) outer, (int size, int to, int from) inner, M move)
        where T : unmanaged, INumberBase<T> where M : struct, ILineMove
    {
        if (inner.to == 1 && inner.from is 0 or 1)
        {
            for (int i = 0; i < outer.size; i++)
                move.Line(ref Unsafe.Add(ref to, (nint)i * outer.to), 1, ref Unsafe.Add(ref from, (nint)i * outer.from), inner.from, inner.size);
            return;
        }

        for (int i = 0; i < outer.size; i += Tile)
        {
            int rows = Math.Min(Tile, outer.size - i);
            for (int j = 0; j < inner.size; j += Tile)
            {
                int columns = Math.Min(Tile, inner.size - j);
                for (int row = i; row < i + rows; row++)
                    move.Line(ref Unsafe.Add(ref to, (nint)row * outer.to + (nint)j * inner.to), inner.to,
                        ref Unsafe.Add(ref from, (nint)row * outer.from + (nint)j * inner.from), inner.from, columns);
            }
        }
    }

    /// <summary>The axes that both layouts step through, with neighbours merged where both allow.</summary>
    private static (int size, int to, int from)[] Axes(in Layout target, in Layout source)
    {
        int[] to = target.Strides, from = source.Strides;
        List<(int size, int to, int from)> axes = [];
        for (int axis = 0; axis < to.Length; axis++)
        {
            int size = target.Shape[axis];
            if (size == 1)
                continue;
            if (axes.Count > 0 && axes[^1].to == to[axis] * size && axes[^1].from == from[axis] * size)
                axes[^1] = (axes[^1].size * size, to[axis], from[axis]);
            else
                axes.Add((size, to[axis], from[axis]));
        }

        return [.. axes];
    }
}

/// <summary>What is done along a line of two layouts.</summary>
internal interface ILineMove
{
    void Line<T>(ref T to, int toStep, ref T from, int fromStep, int count) where T : unmanaged, INumberBase<T>;
}

internal readonly struct Overwrite : ILineMove
{
    public void Line<T>(ref T to, int toStep, ref T from, int fromStep, int count) where T : unmanaged, INumberBase<T>
    {
        if (toStep == 1 && fromStep == 1)
            MemoryMarshal.CreateSpan(ref from, count).CopyTo(MemoryMarshal.CreateSpan(ref to, count));
        else if (toStep == 1 && fromStep == 0)
            MemoryMarshal.CreateSpan(ref to, count).Fill(from);
        else
            for (nint i = 0; i < count; i++)
                Unsafe.Add(ref to, i * toStep) = Unsafe.Add(ref from, i * fromStep);
    }
}

internal readonly struct AddTo : ILineMove
{
    public void Line<T>(ref T to, int toStep, ref T from, int fromStep, int count) where T : unmanaged, INumberBase<T>
    {
        Span<T> target = MemoryMarshal.CreateSpan(ref to, toStep == 1 ? count : 0);
        if (toStep == 1 && fromStep == 1)
            TensorPrimitives.Add(target, MemoryMarshal.CreateSpan(ref from, count), target);
        else if (toStep == 1 && fromStep == 0)
            TensorPrimitives.Add(target, from, target);
        else
            for (nint i = 0; i < count; i++)
                Unsafe.Add(ref to, i * toStep) += Unsafe.Add(ref from, i * fromStep);
    }
}

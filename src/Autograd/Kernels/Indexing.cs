using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Moves elements to and from places that an index names, and checks such indices.</summary>
internal static class Indexing
{
    public static void Require(ReadOnlySpan<int> indices, int axis, Tensor table, string operation)
    {
        int size = table.Shape[axis];
        foreach (int index in indices)
            if ((uint)index >= (uint)size)
                throw Errors.OutOfRange(operation, $"index {index} is outside axis {axis} of {table.Described}",
                    Allowed(size), table.Shape);
    }

    /// <summary>The indices of an axis, as a remedy.</summary>
    public static string Allowed(int size) => size == 0 ? "give the axis elements first" : $"use 0 to {size - 1}";

    /// <summary>The indices' shape when none is given: the table's, its axis fitted to their number.</summary>
    public static Shape Fit(Tensor table, int axis, int count, string operation)
    {
        int others = table.Shape.With(axis, 1).ElementCount;
        return others == 0 || count % others != 0
            ? throw Errors.Argument(operation, $"{Errors.Number(count, "index", "indices")} cannot fill {table.Described} with axis {axis} fitted", $"give a multiple of {others}, or name their shape", table.Shape)
            : table.Shape.With(axis, count / others);
    }

    public static void RequireShape(ReadOnlySpan<int> indices, Shape picked, Tensor table, int axis, string operation)
    {
        if (indices.Length != picked.ElementCount)
            throw Errors.Argument(operation, $"{Errors.Number(indices.Length, "index", "indices")} for {picked}, which takes {picked.ElementCount}", $"give {picked.ElementCount}", table.Shape, picked);
        bool fits = picked.Rank == table.Rank;
        for (int i = 0; fits && i < table.Rank; i++)
            fits = i == axis || picked[i] <= table.Shape[i];
        if (!fits)
            throw Errors.Argument(operation, $"indices of shape {picked} do not fit {table.Described} along axis {axis}",
                "use as many axes, and no more than the tensor's size on the others", table.Shape, picked);
    }

    /// <summary>Copies the rows of a table that the indices name, or adds rows to those of a table.</summary>
    public static void Rows(int[] indices, int axis, Tensor table, Tensor rows, bool add)
    {
        if (rows.Count == 0)
            return;
        if (table.DType == DType.Float32)
            Rows<float>(indices, axis, table, rows, add);
        else
            Rows<double>(indices, axis, table, rows, add);
    }

    /// <summary>Picks the elements of a table that the indices name, or adds elements to those. Leading dimensions are walked through.</summary>
    public static void Elements(int[] indices, int axis, Shape picked, Tensor table, Shape tableShape, Tensor elements, bool add)
    {
        if (elements.Count == 0)
            return;
        if (table.DType == DType.Float32)
            Elements<float>(indices, axis, picked, table, tableShape, elements, add);
        else
            Elements<double>(indices, axis, picked, table, tableShape, elements, add);
    }

    /// <summary>For each index, whether no later one writes to the same place.</summary>
    public static bool[] LastWins(ReadOnlySpan<int> indices, int axis, Shape picked, Shape table)
    {
        bool[] wins = new bool[indices.Length];
        HashSet<int> written = [];
        int[] places = Places(indices, axis, picked, table);
        for (int i = places.Length - 1; i >= 0; i--)
            wins[i] = written.Add(places[i]);
        return wins;
    }

    /// <summary>For each line along an axis, the indices of its first elements in order. Stable; NaN last.</summary>
    public static int[] Ranks<T>(Tensor x, int axis, int kept, bool descending) where T : unmanaged, IComparable<T>
    {
        Tensor source = Copy.RowMajor(x);
        ReadOnlySpan<T> values = source.Elements<T>();
        int size = x.Shape[axis], inner = Shape.Product(x.Shape.Sizes[(axis + 1)..]), outer = Shape.Product(x.Shape.Sizes[..axis]);
        int[] result = new int[outer * kept * inner];
        T[] keys = new T[size];
        int[] order = new int[size];
        ByKey<T> comparison = new(keys, descending);
        for (int line = 0; line < outer * inner && size > 0; line++)
        {
            int start = line / inner * size * inner + line % inner;
            for (int i = 0; i < size; i++)
                (keys[i], order[i]) = (values[start + i * inner], i);
            Array.Sort(order, comparison);
            for (int i = 0; i < kept; i++)
                result[(line / inner * kept + i) * inner + line % inner] = order[i];
        }

        GC.KeepAlive(source);
        return result;
    }

    /// <summary>Whichever of the two is read, in reading order; the other one is written to, and must stand so.</summary>
    private static (Tensor Table, Tensor Elements) InOrder(Tensor table, Tensor elements, bool add) =>
        add ? (table, Copy.RowMajor(elements)) : (Copy.RowMajor(table), elements);

    private static void Rows<T>(int[] indices, int axis, Tensor table, Tensor rows, bool add)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        (Tensor wide, Tensor narrow) = InOrder(table, rows, add);
        int front = axis + table.Rank, size = table.Shape[front];
        int inner = Shape.Product(table.Shape.Sizes[(front + 1)..]), outer = Shape.Product(table.Shape.Sizes[..front]);
        Span<T> all = wide.Elements<T>(), some = narrow.Elements<T>();
        RepeatedPlaces? repeated = add ? RepeatedPlaces.Of(indices, size) : null;
        for (int i = 0; i < outer; i++)
        {
            if (repeated is not null)
            {
                repeated.Add(all.Slice(i * size * inner, size * inner), some.Slice(i * indices.Length * inner, indices.Length * inner), inner);
                continue;
            }

            for (int j = 0; j < indices.Length; j++)
            {
                Span<T> inTable = all.Slice((i * size + indices[j]) * inner, inner), row = some.Slice((i * indices.Length + j) * inner, inner);
                if (add)
                    System.Numerics.Tensors.TensorPrimitives.Add(inTable, row, inTable);
                else
                    inTable.CopyTo(row);
            }
        }

        GC.KeepAlive(wide);
        GC.KeepAlive(narrow);
    }

    private static void Elements<T>(int[] indices, int axis, Shape picked, Tensor table, Shape tableShape, Tensor elements, bool add)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        (Tensor wide, Tensor narrow) = InOrder(table, elements, add);
        int[] places = Places(indices, axis + tableShape.Rank, picked, tableShape);
        Span<T> all = wide.Elements<T>(), some = narrow.Elements<T>();
        RepeatedPlaces? repeated = add ? RepeatedPlaces.Of(places, tableShape.ElementCount) : null;
        for (int start = 0, at = 0; at < some.Length; start += tableShape.ElementCount)
        {
            if (repeated is not null)
            {
                repeated.Add(all.Slice(start, tableShape.ElementCount), some.Slice(at, places.Length), 1);
                at += places.Length;
                continue;
            }

            foreach (int place in places)
            {
                if (add)
                    all[start + place] += some[at++];
                else
                    some[at++] = all[start + place];
            }
        }

        GC.KeepAlive(wide);
        GC.KeepAlive(narrow);
    }

    /// <summary>The place in the table, in reading order, that each index names.</summary>
    private static int[] Places(ReadOnlySpan<int> indices, int axis, Shape picked, Shape table)
    {
        int[] places = new int[indices.Length], strides = Layout.RowMajor(table);
        Span<int> index = stackalloc int[picked.Rank];
        index.Clear();
        for (int i = 0; i < places.Length; i++)
        {
            for (int along = 0; along < index.Length; along++)
                places[i] += (along == axis ? indices[i] : index[along]) * strides[along];
            for (int along = index.Length - 1; along >= 0 && ++index[along] == picked[along]; along--)
                index[along] = 0;
        }

        return places;
    }

    private sealed class ByKey<T>(T[] keys, bool descending) : IComparer<int> where T : IComparable<T>
    {
        public int Compare(int x, int y)
        {
            // CompareTo puts NaN before all numbers, and it is to come last either way.
            bool left = !keys[x].Equals(keys[x]) || IsNaN(keys[x]), right = IsNaN(keys[y]);
            int order = left || right ? left.CompareTo(right) : descending ? keys[y].CompareTo(keys[x]) : keys[x].CompareTo(keys[y]);
            return order != 0 ? order : x.CompareTo(y);
        }

        private static bool IsNaN(T value) => value is float.NaN or double.NaN;
    }
}

using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The sizes of a tensor along its axes: a value that prints as <c>[3, 4]</c>. A scalar's shape is <c>[]</c>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    private readonly int[]? sizes;

    private Shape(int[] sizes) => this.sizes = sizes.Length == 0 ? null : sizes;

    /// <summary>Makes a shape of these sizes; <c>Shape s = [3, 4];</c> does the same.</summary>
    /// <exception cref="ArgumentException">A size is negative, or the element count overflows an <see cref="int"/>.</exception>
    public static Shape Create(ReadOnlySpan<int> sizes) => Checked(sizes, nameof(Shape));

    /// <summary>Makes a shape for an operation, which its errors name.</summary>
    internal static Shape Checked(ReadOnlySpan<int> sizes, string operation)
    {
        long count = 1;
        bool empty = false, overflow = false;
        foreach (int size in sizes)
        {
            if (size < 0)
                throw Errors.Argument(operation, $"{Print(sizes)} has a negative size", "use sizes of 0 or more");
            empty |= size == 0;
            if (size > 0 && !overflow)
                overflow = (count *= size) > int.MaxValue;
        }

        if (overflow && !empty)
            throw Errors.Argument(operation, $"{Print(sizes)} has more than {int.MaxValue} elements", "split the work into smaller tensors");
        return Trusted(sizes);
    }

    /// <summary>The size of an axis that an operation lengthens; throws when it is too long to be counted.</summary>
    internal static int CheckedSize(long size, string operation) => size <= int.MaxValue ? (int)size : throw Errors.Argument(operation,
        $"an axis of {size} elements is longer than {int.MaxValue}", "split the work into smaller tensors");

    /// <summary>Makes a shape of sizes that are known to be valid.</summary>
    internal static Shape Trusted(ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    /// <summary>The number of axes.</summary>
    public int Rank => sizes?.Length ?? 0;

    /// <summary>The number of axes, by the name that list patterns and spreads look for: <c>shape is [var rows, var columns]</c>.</summary>
    public int Length => Rank;

    /// <summary>The number of elements: the product of the sizes, 1 for a scalar.</summary>
    // Not named Count: to the language, that would be the number of things to enumerate, which is the rank.
    public int ElementCount => Product(Sizes);

    /// <summary>The size of an axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Sizes[Axis(axis, nameof(Shape))];

    /// <summary>The size of an axis, <c>shape[^1]</c> being the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[Index axis] => axis.GetOffset(Rank) is int front && front >= 0 && front < Rank ? Sizes[front] : throw Errors.OutOfRange(
        nameof(Shape), $"axis {axis} is outside {this}", Rank == 0 ? "a scalar has no axes" : $"use ^1 to ^{Rank}", this);

    internal ReadOnlySpan<int> Sizes => sizes;

    /// <summary>Reads the shape as a span, as which it can be passed wherever sizes are expected.</summary>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.Sizes;

    /// <summary>The sizes in an array of the caller's own.</summary>
    public int[] ToArray() => Sizes.ToArray();

    /// <summary>Equal when all sizes are.</summary>
    public bool Equals(Shape other) => ReferenceEquals(sizes, other.sizes) || Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int size in Sizes)
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Equal when all sizes are.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Different when any size is, or the number of axes.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Prints as <c>[3, 4]</c>.</summary>
    public override string ToString() => Print(Sizes);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(sizes ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The axis counted from the front, whichever way the caller counted; throws when there is none such.</summary>
    internal int Axis(int axis, string operation, Tensor? of = null) =>
        axis >= -Rank && axis < Rank ? axis < 0 ? axis + Rank : axis : throw Errors.Axis(operation, axis, this, of);

    /// <summary>Axes counted from the front and sorted; throws for one that is missing or named twice.</summary>
    internal int[] Axes(ReadOnlySpan<int> axes, string operation, Tensor? of = null)
    {
        int[] result = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
            result[i] = Axis(axes[i], operation, of);
        Array.Sort(result);
        for (int i = 1; i < result.Length; i++)
            if (result[i] == result[i - 1])
                throw Errors.Argument(operation, $"axis {result[i]} of {Errors.Describe(this, of)} is named twice", "name each axis once", this);
        return result;
    }

    /// <summary>How many elements these axes span.</summary>
    internal static int Product(ReadOnlySpan<int> sizes)
    {
        int product = 1;
        foreach (int size in sizes)
            product *= size;
        return product;
    }

    /// <summary>The shape with one axis resized.</summary>
    internal Shape With(int axis, int size)
    {
        int[] result = ToArray();
        result[axis] = size;
        return new(result);
    }

    /// <summary>The shape without one axis.</summary>
    internal Shape Without(int axis) => Trusted([.. Sizes[..axis], .. Sizes[(axis + 1)..]]);

    /// <summary>These sizes followed by those of another shape: leading dimensions, then the rest.</summary>
    internal Shape Then(Shape rest) => Rank == 0 ? rest : rest.Rank == 0 ? this : Trusted([.. Sizes, .. rest.Sizes]);

    /// <summary>The leading dimensions, all but the last <paramref name="rank"/>.</summary>
    internal Shape Leading(int rank) => Rank == rank ? default : Trusted(Sizes[..^rank]);

    /// <summary>The last <paramref name="rank"/> dimensions.</summary>
    internal Shape Trailing(int rank) => Rank == rank ? this : Trusted(Sizes[^rank..]);

    private static string Print(ReadOnlySpan<int> sizes) => $"[{string.Join(", ", sizes.ToArray())}]";
}

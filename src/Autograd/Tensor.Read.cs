using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The value of a tensor that has exactly one element.</summary>
    /// <exception cref="InvalidOperationException">It has more, or none.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
    /// <exception cref="ObjectDisposedException">The tensor's scope has ended.</exception>
    public T Item<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElements<T>(nameof(Item));
        T value = RequireOne(nameof(Item)).First<T>();
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>The value of a tensor that has exactly one element, of either type, as a double.</summary>
    /// <exception cref="InvalidOperationException">It has more, or none.</exception>
    /// <exception cref="ObjectDisposedException">The tensor's scope has ended.</exception>
    public double ToDouble()
    {
        if (Storage.IsReleased)
            throw Errors.ScopeEnded(nameof(ToDouble), this);
        RequireOne(nameof(ToDouble));
        double value = DType == DType.Float32 ? First<float>() : First<double>();
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>The elements in reading order, in an array of the caller's own.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
    /// <exception cref="ObjectDisposedException">The tensor's scope has ended.</exception>
    public T[] ToArray<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElements<T>(nameof(ToArray));
        T[] result = new T[Count];
        CopyTo<T>(result);
        return result;
    }

    /// <summary>Copies the elements, in reading order, to the start of a span.</summary>
    /// <exception cref="ArgumentException">The span is too short, or <typeparamref name="T"/> is not the element type.</exception>
    /// <exception cref="ObjectDisposedException">The tensor's scope has ended.</exception>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElements<T>(nameof(CopyTo));
        if (destination.Length < Count)
            throw Errors.Argument(nameof(CopyTo), $"{Described} has {Count} elements, the span has room for {destination.Length}",
                "pass a longer span", Shape);
        Tensor source = Copy.RowMajor(this);
        MemoryMarshal.CreateReadOnlySpan(in source.First<T>(), Count).CopyTo(destination);
        GC.KeepAlive(source);
    }

    /// <summary>
    /// The elements in reading order, without a copy where they stand so. The memory behind the span is never reused, so
    /// the span stays true however long it is held; a later <see cref="Assign"/> does not change it.
    /// </summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
    /// <exception cref="ObjectDisposedException">The tensor's scope has ended.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElements<T>(nameof(AsSpan));
        Tensor source = Copy.RowMajor(this);
        source.Storage.Escape();
        return MemoryMarshal.CreateReadOnlySpan(in source.First<T>(), Count);
    }

    /// <summary>As <see cref="AsSpan{T}"/>, with the shape.</summary>
    /// <inheritdoc cref="AsSpan{T}" path="/exception"/>
    public ReadOnlyTensorSpan<T> AsTensorSpan<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireElements<T>(nameof(AsTensorSpan));
        nint[] lengths = [.. Shape.Select(static size => (nint)size)];
        return new(AsSpan<T>(), lengths);
    }

    /// <summary>The first element of the layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T First<T>() where T : unmanaged => ref Unsafe.Add(ref Storage.First<T>(), layout.Offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T FirstForWriting<T>() where T : unmanaged => ref Unsafe.Add(ref Storage.FirstForWriting<T>(), layout.Offset);

    private Tensor RequireOne(string operation) => Count == 1 ? this : throw Errors.State(operation,
        $"{Described} has {Count} elements, not one", "index or reduce it first, or use ToArray", Shape);

    private void RequireElements<T>(string operation) where T : unmanaged
    {
        if (Storage.IsReleased)
            throw Errors.ScopeEnded(operation, this);
        if (typeof(T) != (DType == DType.Float32 ? typeof(float) : typeof(double)))
            throw Errors.Argument(operation, $"the {DType} tensor {Described} does not hold elements of type {DTypes.Word<T>()}",
                $"ask for {(DType == DType.Float32 ? "float" : "double")}, or convert it with .Cast", Shape);
    }
}

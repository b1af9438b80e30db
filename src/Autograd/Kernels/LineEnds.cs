using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Numbers of the lines' own, one after the other in the order of the lines. Fewer numbers than lines serve each direction of a
/// walk.
/// </summary>
internal readonly struct LineEnds
{
    private LineEnds(Tensor? tensor) => (Tensor, Period) = (tensor, tensor?.Count ?? int.MaxValue);

    public Tensor? Tensor { get; }

    /// <summary>After how many lines they begin again.</summary>
    public int Period { get; }

    /// <summary>Numbers that are read: they are brought into the order of the lines.</summary>
    public static LineEnds Given(Tensor? tensor) => new(tensor is null ? null : Copy.RowMajor(tensor));

    /// <summary>Numbers that are written, and stand in that order: a copy would not be what was asked for.</summary>
    public static LineEnds Written(Tensor? tensor)
    {
        tensor?.AssertRowMajor();
        return new(tensor);
    }

    /// <summary>A line's number; the next lines' follow it until they begin again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At<T>(int line) where T : unmanaged
    {
        if (Tensor is null)
            return ref Unsafe.NullRef<T>();
        return ref Unsafe.Add(ref Tensor.First<T>(), line < Period ? line : line % Period);
    }
}

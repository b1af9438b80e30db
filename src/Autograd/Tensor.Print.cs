using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The values as NumPy prints arrays: nested brackets, columns aligned, up to 8 digits behind the point, powers of ten where
    /// the range demands them. Of more than 1,000 elements the first and last three along each axis are shown, followed by
    /// shape and element type.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The tensor's scope has ended.</exception>
    public override string ToString() => new Printer(this).Print();

    /// <summary>One element, so many places after the first, read where it stands: no tensor is made and nothing changes.</summary>
    internal T Peek<T>(int place) where T : unmanaged
    {
        T value = Unsafe.Add(ref First<T>(), place);
        GC.KeepAlive(this);
        return value;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The same values, not recorded, for the library's own use: nobody asks why.</summary>
    internal Tensor Values() => View(layout);

    /// <summary>Another layout of the same storage; not recorded.</summary>
    internal Tensor View(in Layout view) => new(Storage, view, DType);

    /// <summary>The elements in reading order under another shape: a view where strides allow, else a copy; not recorded.</summary>
    internal Tensor ViewAs(Shape shape)
    {
        if (shape == Shape)
            return View(layout);
        return layout.TryReshape(shape, out Layout view) ? View(view) : Copy.Fresh(this).ViewAs(shape);
    }

    /// <summary>The elements of a row-major tensor, for reading and writing in kernels; keep the tensor alive while in use.</summary>
    internal Span<T> Elements<T>() where T : unmanaged
    {
        AssertRowMajor();
        return MemoryMarshal.CreateSpan(ref First<T>(), Count);
    }

    /// <summary>Holds a driver to the order that its kernel steps through memory in, in debug builds.</summary>
    [Conditional("DEBUG")]
    internal void AssertRowMajor() => Debug.Assert(layout.IsRowMajor, $"a kernel was handed {Described}, whose elements are not in reading order");
}

using System.Numerics.Tensors;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The same values in another element type, rounded to nearest. Derivative: the upstream gradient, cast back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public Tensor Cast(DType type) => type == DType ? this
        : Enum.IsDefined(type) ? LinearMap.Apply(new CastMap(DType, type), this)
        : throw Errors.OutOfRange(nameof(Cast), $"there is no element type {type}", "use DType.Float32 or DType.Float64", Shape);
}

internal readonly struct CastMap(DType from, DType to) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor source = Copy.RowMajor(x), result = Tensor.Allocate(x.Shape, to);
        if (to == DType.Float64)
            TensorPrimitives.ConvertTruncating(source.Elements<float>(), result.Elements<double>());
        else
            TensorPrimitives.ConvertTruncating(source.Elements<double>(), result.Elements<float>());
        GC.KeepAlive(source);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => upstream.Cast(from);
}

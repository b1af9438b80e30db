namespace Autograd;

/// <summary>Finds where along an axis the best element stands.</summary>
internal static class Positions
{
    // Whole numbers up to here are exact in single precision.
    private const int LongestSingle = 1 << 24;

    public static int[] Along<O>(Tensor x, int axis, O order, string operation) where O : struct, IOrder
    {
        int front = x.Shape.Axis(axis, operation, x);
        Axes.RequireElements(x, [front], operation);
        Lines lines = Lines.Along(x.Shape, front);
        Tensor source = lines.Length > LongestSingle ? x.Values().Cast(DType.Float64) : x;
        Tensor places = Tensor.Allocate(Shape.Trusted([lines.Count]), source.DType);
        LineKernels.Run(new ExtremeIndexLine<O>(order), lines, source, p: places);
        return places.DType == DType.Float32
            ? Array.ConvertAll(places.ToArray<float>(), static place => (int)place)
            : Array.ConvertAll(places.ToArray<double>(), static place => (int)place);
    }
}

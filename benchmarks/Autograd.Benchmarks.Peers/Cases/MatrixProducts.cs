using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Matrix products without gradient; n×n takes 2n³ operations.</summary>
internal static class MatrixProducts
{
    private static readonly DType[] Types = [DType.Float32, DType.Float64];

    public static IEnumerable<Case> Cases =>
    [
        .. from type in Types
           from n in new[] { 64, 256, 512, 1024, 2048 }
           select new Case($"matrix product {n} {type.Word()}", 2, () => Of(type, [n, n], [n, n])) { AimOnTwoThreads = 1.9 },
        .. from type in Types
           from shapes in new (int[] A, int[] B)[]
           {
               ([4096, 64], [64, 64]),
               ([32, 1024], [1024, 1024]),
               ([1024, 1024], [1024]),
               ([64, 64, 64], [64, 64, 64]),
           }
           select new Case($"matrix product {Word(shapes.A)} by {Word(shapes.B)} {type.Word()}", 1, () => Of(type, shapes.A, shapes.B)),
    ];

    private static Rivals Of(DType type, int[] a, int[] b)
    {
        Draw draw = new(type);
        return Sides.Of([draw.Normal(a).AsConstant(), draw.Normal(b).AsConstant()],
            x => x[0].MatMul(x[1]), x => torch.matmul(x[0], x[1]));
    }

    private static string Word(int[] shape) => string.Join('×', shape);
}

namespace Autograd.Benchmarks.Peers;

/// <summary>Every case, in the order in which it is reported.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Case> Cases { get; } =
    [
        .. Noise.Cases,
        .. MatrixProducts.Cases,
        .. TrainingSteps.Cases,
        .. Chains.Cases,
        .. Arithmetic.Cases,
        .. ElementwiseFunctions.Cases,
        .. Normalisations.Cases,
        .. Models.Cases,
        .. Curvature.Cases,
    ];

    /// <summary>The element type as cases name it.</summary>
    public static string Word(this DType type) => type == DType.Float32 ? "float32" : "float64";
}

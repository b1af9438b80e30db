namespace Autograd;

/// <summary>What the operations on matrices demand of their operands.</summary>
internal static class Matrices
{
    /// <summary>The distance from 1 to the next number of the type.</summary>
    public static double Precision(this DType type) => type == DType.Float32 ? float.BitIncrement(1) - 1 : double.BitIncrement(1) - 1;

    /// <summary>How far apart numbers may be, relative to their size, that differ by rounding alone after as many terms as a matrix has rows.</summary>
    public static double Rounding(int order, DType type) => Math.Max(order, 1) * type.Precision();

    public static void RequireMatrix(Tensor x, string operation)
    {
        if (x.Rank < 2)
            throw Errors.Argument(operation, $"{x.Described} is no matrix", "give at least two axes", x.Shape);
    }

    public static void RequireSquare(Tensor x, string operation)
    {
        RequireMatrix(x, operation);
        if (x.Shape[-1] != x.Shape[-2])
            throw Errors.Argument(operation, $"{x.Described} holds no square matrices", "make the last two sizes equal", x.Shape);
    }

    /// <summary>Matrices that may differ from their transposes by what a computation of them rounds off, and no more.</summary>
    public static void RequireSymmetric(Tensor x, string operation)
    {
        RequireSquare(x, operation);
        if (x.Count == 0)
            return;
        Tensor values = x.Values(), worst = (values - values.Transpose()).Abs().Max([-2, -1]);
        Tensor allowed = values.Abs().Max([-2, -1]) * SymmetryTolerance(x.DType);
        int place = Array.FindIndex(worst.Greater(allowed).Flatten().Cast(DType.Float64).ToArray<double>(), static one => one != 0);
        if (place >= 0)
            throw Errors.Argument(operation,
                $"{Name(place, x)} is not symmetric: elements opposite each other differ by up to {worst.Flatten()[place].ToDouble():G3}",
                "give (x + x.Transpose()) / 2", x.Shape);
    }

    public static void RequireNumbers(Tensor x, string operation)
    {
        if (x.Count > 0 && !double.IsFinite((x.Values() * 0).Sum().ToDouble()))
            throw Errors.Argument(operation, $"{x.Described} contains NaN or infinite elements", "replace them first, for instance with Where: such matrices have no decomposition", x.Shape);
    }

    /// <summary>What a message calls one matrix of a batch.</summary>
    public static string Name(int place, Tensor x) => x.Rank == 2 ? $"the matrix {x.Described}" : $"matrix {place} of {x.Described}";

    private static double SymmetryTolerance(DType type) => type == DType.Float32 ? 1e-4 : 1e-8;
}

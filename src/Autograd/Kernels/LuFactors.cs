using MathNet.Numerics.Providers.LinearAlgebra;

namespace Autograd;

/// <summary>A square matrix as a product of triangles, its rows exchanged for the largest pivots.</summary>
internal sealed class LuFactors
{
    private readonly double[] factors;      // L below the diagonal, U on and above it, in column order
    private readonly int[] exchanges;

    public LuFactors(double[] columnMajor, int order)
    {
        Order = order;
        factors = columnMajor;
        exchanges = new int[order];
        if (order == 0)
            return;
        ManagedLinearAlgebraProvider.Instance.LUFactor(factors, order, exchanges);
        WeakestPivot = Array.TrueForAll(factors, double.IsFinite) ? Enumerable.Range(0, order).Min(Strength) : double.NaN;
    }

    public static LuFactors[] Of(Tensor x) => Array.ConvertAll(ColumnMajor.Read(x), matrix => new LuFactors(matrix, x.Shape[-1]));

    /// <summary>The factors of matrices that must have an inverse.</summary>
    public static LuFactors[] OfRegular(Tensor x, string operation)
    {
        LuFactors[] factors = Of(x);
        return Array.FindIndex(factors, static one => one.IsSingular) is >= 0 and int singular
            ? throw Errors.Argument(operation, $"{Matrices.Name(singular, x)} is singular, or so close that rounding decides",
                "add a small multiple of the identity, or drop dependent rows", x.Shape)
            : factors;
    }

    public int Order { get; }

    /// <summary>
    /// The least pivot, relative to the terms that it is the sum of: it does not depend on how rows and columns are scaled,
    /// and is of the order of the rounding error when the matrix is singular. NaN when elements are not finite.
    /// </summary>
    public double WeakestPivot { get; } = 1;

    /// <summary>Whether the matrix is singular but for rounding.</summary>
    public bool IsSingular => WeakestPivot <= Matrices.Rounding(Order, DType.Float64);

    /// <summary>The determinant's sign: −1, 0 or 1.</summary>
    public double Sign
    {
        get
        {
            double sign = 1;
            for (int i = 0; i < Order; i++)
                sign *= (exchanges[i] == i ? 1 : -1) * (double.IsNaN(Pivot(i)) ? double.NaN : Math.Sign(Pivot(i)));
            return sign;
        }
    }

    public double Determinant
    {
        get
        {
            double product = 1;
            for (int i = 0; i < Order; i++)
                product *= exchanges[i] == i ? Pivot(i) : -Pivot(i);
            return product;
        }
    }

    /// <summary>ln |det|.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Order; i++)
                sum += Math.Log(Math.Abs(Pivot(i)));
            return sum;
        }
    }

    /// <summary>Replaces right-hand sides, in column order, by the solutions.</summary>
    public void Solve(double[] right)
    {
        if (right.Length > 0)
            ManagedLinearAlgebraProvider.Instance.LUSolveFactored(right.Length / Order, factors, Order, exchanges, right);
    }

    private double Pivot(int i) => factors[i * Order + i];

    private double Strength(int i)
    {
        double terms = 0;
        for (int j = 0; j < i; j++)
            terms += Math.Abs(factors[j * Order + i] * factors[i * Order + j]);
        double pivot = Math.Abs(Pivot(i));
        return pivot == 0 ? 0 : pivot / (pivot + terms);
    }
}

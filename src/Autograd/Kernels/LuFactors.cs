using MathNet.Numerics.Providers.LinearAlgebra;

namespace Autograd;

/// <summary>
/// A square matrix as a product of triangles, its rows exchanged for the largest pivots. Columns and then rows are first divided
/// by the powers of two that bring their largest elements near 1: so neither the matrix's scale nor that of a row or column
/// matters, to the edge of the range.
/// </summary>
internal sealed class LuFactors
{
    // What a right-hand side may be larger than 1 by, as an exponent, with room above for the solution's growth.
    private const int Headroom = 900;

    private readonly double[] factors;      // L below the diagonal, U on and above it, in column order
    private readonly int[] exchanges, rowExponents, columnExponents;

    public LuFactors(double[] columnMajor, int order)
    {
        Order = order;
        factors = columnMajor;
        (exchanges, rowExponents, columnExponents) = (new int[order], new int[order], new int[order]);
        if (order == 0)
            return;
        if (Array.TrueForAll(factors, double.IsFinite))
            Equilibrate();
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

    public WideNumber Determinant
    {
        get
        {
            WideNumber product = WideNumber.One;
            for (int i = 0; i < Order; i++)
                product = product.Times(exchanges[i] == i ? Pivot(i) : -Pivot(i), rowExponents[i] + columnExponents[i]);
            return product;
        }
    }

    /// <summary>Replaces right-hand sides, in column order, by the solutions.</summary>
    public void Solve(double[] right)
    {
        if (right.Length == 0)
            return;
        int[] shifts = new int[right.Length / Order];
        for (int column = 0; column < shifts.Length; column++)
            shifts[column] = Enter(right.AsSpan(column * Order, Order));
        ManagedLinearAlgebraProvider.Instance.LUSolveFactored(shifts.Length, factors, Order, exchanges, right);
        for (int i = 0; i < right.Length; i++)
            right[i] = PowersOfTwo.Times(right[i], -columnExponents[i % Order] - shifts[i / Order]);
    }

    /// <summary>Divides a right-hand side by the rows' scales; returns the exponent of what it was multiplied by to stay in range.</summary>
    private int Enter(Span<double> right)
    {
        int? largest = null;
        for (int i = 0; i < Order; i++)
            if (PowersOfTwo.Exponent(right.Slice(i, 1)) is { } own)
                largest = Math.Max(largest ?? int.MinValue, own - rowExponents[i]);
        int shift = largest is { } exponent ? Math.Clamp(exponent, 0, Headroom) - exponent : 0;
        for (int i = 0; i < Order; i++)
            right[i] = PowersOfTwo.Times(right[i], shift - rowExponents[i]);
        return shift;
    }

    private void Equilibrate()
    {
        for (int column = 0; column < Order; column++)
        {
            Span<double> elements = factors.AsSpan(column * Order, Order);
            columnExponents[column] = PowersOfTwo.Exponent(elements) ?? 0;
        }

        Array.Fill(rowExponents, int.MinValue);
        for (int i = 0; i < factors.Length; i++)
            if (factors[i] != 0)
                rowExponents[i % Order] = Math.Max(rowExponents[i % Order], Math.ILogB(factors[i]) - columnExponents[i / Order]);
        for (int row = 0; row < Order; row++)
            if (rowExponents[row] == int.MinValue)
                rowExponents[row] = 0;
        for (int i = 0; i < factors.Length; i++)
            factors[i] = PowersOfTwo.Times(factors[i], -rowExponents[i % Order] - columnExponents[i / Order]);
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

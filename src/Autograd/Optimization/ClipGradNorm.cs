using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Optimization;

/// <summary>What is done to gradients between <see cref="Tensor.Backward"/> and <see cref="IOptimizer.Step"/>.</summary>
public static class Gradients
{
    [ThreadStatic]
    private static HashSet<Tensor>? seen;

    /// <summary>
    /// Scales all gradients by one factor so that their norm √(Σ gradient²), over all parameters together, is at most
    /// <paramref name="maxNorm"/>. Parameters without a gradient count nothing. Squares neither overflow
    /// nor vanish: gradients are clipped as long as each is finite, even where their norm is too large to be written and so returned
    /// as +∞. A gradient that is infinite or NaN makes the norm so, and leaves all gradients as they are: the caller sees it in
    /// <c>Grad</c> and can skip the step. Tensors read from <see cref="Tensor.Grad"/> before keep their values.
    /// </summary>
    /// <returns>The norm before clipping.</returns>
    /// <exception cref="ArgumentException">One of the tensors is no parameter, or is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The norm allowed is negative or not a number.</exception>
    public static double ClipGradNorm(this IEnumerable<Tensor> parameters, double maxNorm)
    {
        Errors.RequireNotNull(parameters);
        if (!(maxNorm >= 0))
            throw Errors.OutOfRange(nameof(ClipGradNorm), $"a norm of at most {maxNorm} cannot be", "use a number that is at least 0");
        ReadOnlySpan<Tensor> list = parameters switch
        {
            Tensor[] array => array,
            List<Tensor> some => CollectionsMarshal.AsSpan(some),
            _ => parameters.ToArray(),
        };
        Check(list);

        double norm = Math.Sqrt(Squares(list, 1)), unit = 1;
        if (!(norm > LeastPlain && norm < double.PositiveInfinity) && Largest(list) is > 0 and < double.PositiveInfinity and double largest)
        {
            // Squares leave the range: the norm is counted in a power of two near the largest element.
            unit = Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1022, 1022));
            norm = Math.Sqrt(Squares(list, 1 / unit));
        }

        double whole = norm * unit;
        if (!(whole > maxNorm) || !double.IsFinite(norm))
            return whole;
        if (unit == 1 && maxNorm / norm < LeastFactor)
        {
            unit = Math.ScaleB(1, Math.ILogB(norm));
            norm /= unit;
        }

        foreach (Tensor parameter in list)
        {
            if (unit != 1)
                parameter.Node!.ScaleGrad(1 / unit);
            parameter.Node!.ScaleGrad(maxNorm / norm);
        }

        return whole;
    }

    /// <summary>The factor below which single precision loses digits: gradients are then scaled in two steps.</summary>
    private const double LeastFactor = 1e-30;

    /// <summary>The norm below which a double's squares lose digits.</summary>
    private const double LeastPlain = 1e-140;

    private static double Squares(ReadOnlySpan<Tensor> parameters, double scale)
    {
        double sum = 0;
        foreach (Tensor parameter in parameters)
            if (parameter.Node!.PeekGrad() is { } gradient)
                sum += SumOfSquares(scale == 1 ? gradient : gradient.Values().Cast(DType.Float64) * scale);
        return sum;
    }

    private static double Largest(ReadOnlySpan<Tensor> parameters)
    {
        double largest = 0;
        foreach (Tensor parameter in parameters)
            if (parameter.Node!.PeekGrad() is { Count: > 0 } gradient)
                largest = Math.Max(largest, gradient.Values().Abs().Max().ToDouble());
        return largest;
    }

    private static void Check(ReadOnlySpan<Tensor> parameters)
    {
        HashSet<Tensor> found = seen ??= [];
        try
        {
            for (int i = 0; i < parameters.Length; i++)
                ParameterList.Check(parameters[i], i, found, nameof(ClipGradNorm));
        }
        finally
        {
            found.Clear();
        }
    }

    /// <summary>Summed in double precision, so that single precision neither overflows nor loses small ones.</summary>
    private static double SumOfSquares(Tensor gradient)
    {
        Tensor source = Copy.RowMajor(gradient);
        double sum = source.Count == 0 ? 0
            : source.DType == DType.Float32 ? SumOfSquares(MemoryMarshal.CreateReadOnlySpan(in source.First<float>(), source.Count))
            : SumOfSquares(MemoryMarshal.CreateReadOnlySpan(in source.First<double>(), source.Count));
        GC.KeepAlive(source);
        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector<double> even = default, odd = default;
        int whole = values.Length - values.Length % Vector<float>.Count;
        foreach (Vector<float> some in MemoryMarshal.Cast<float, Vector<float>>(values[..whole]))
        {
            Vector.Widen(some, out Vector<double> low, out Vector<double> high);
            even += low * low;
            odd += high * high;
        }

        double sum = Vector.Sum(even + odd);
        foreach (float value in values[whole..])
            sum += (double)value * value;
        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        Vector<double> sums = default;
        int whole = values.Length - values.Length % Vector<double>.Count;
        foreach (Vector<double> some in MemoryMarshal.Cast<double, Vector<double>>(values[..whole]))
            sums += some * some;
        double sum = Vector.Sum(sums);
        foreach (double value in values[whole..])
            sum += value * value;
        return sum;
    }
}

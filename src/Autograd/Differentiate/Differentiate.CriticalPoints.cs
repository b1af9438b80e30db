namespace Autograd;

public static partial class Differentiate
{
    /// <summary>
    /// The determinant of the Jacobian of a function that keeps the number of elements, as its sign (−1, 0 or 1) and the
    /// logarithm of its size, which does not overflow and can be differentiated: the change of volume in a change of variables.
    /// </summary>
    /// <exception cref="ArgumentException">The function returns more or fewer elements than x has.</exception>
    public static (Tensor Sign, Tensor LogAbs) JacobianDeterminant(Func<Tensor, Tensor> f, Tensor x)
    {
        Errors.RequireNotNull(x);
        Tensor jacobian = Jacobian(f, x, JacobianMode.Auto, nameof(JacobianDeterminant));
        Shape from = x.Shape, to = jacobian.Shape.Leading(x.Rank);
        if (to.ElementCount != from.ElementCount)
            throw Errors.Argument(nameof(JacobianDeterminant), $"the function turns {x.Described} into {to}, so its Jacobian is not square",
                "give a function that keeps the number of elements", from, to);
        return jacobian.Reshape([to.ElementCount, from.ElementCount]).SignAndLogDeterminant(nameof(JacobianDeterminant));
    }

    /// <summary>
    /// What a function looks like around a point where its gradient vanishes, by the eigenvalues of its Hessian.
    /// <para>
    /// With ε the precision of x's type (2⁻⁵² or 2⁻²³) and ‖H‖ the largest eigenvalue's size: the point counts as critical when
    /// ‖∇f‖ ≤ √ε · ‖H‖ · max(1, ‖x‖), which is what is left when x is known to half its digits, and an eigenvalue as zero when
    /// its size is at most √ε · ‖H‖. A positive and a negative eigenvalue make a saddle, whatever the others are; failing
    /// that, one that is zero makes the point degenerate: second derivatives do not tell what it is.
    /// </para>
    /// </summary>
    /// <exception cref="ArgumentException">The function returns more than one element, x has none, or the Hessian has NaN or ±∞ in it.</exception>
    public static CriticalPoint ClassifyCriticalPoint(Func<Tensor, Tensor> f, Tensor x)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(x);
        if (x.Count == 0)
            throw Errors.Argument(nameof(ClassifyCriticalPoint), $"the point {x.Described} has no elements", "give at least one", x.Shape);
        Tensor point = x.Detach();
        double gradient = Size(Gradient(f, point, IfUnused.Zeros, nameof(ClassifyCriticalPoint)));
        Tensor hessian = Hessian(f, point).Detach().Reshape([x.Count, x.Count]);
        Matrices.RequireNumbers(hessian.Named("Hessian"), nameof(ClassifyCriticalPoint));
        (Tensor values, Tensor vectors) = ((hessian + hessian.Transpose()) * 0.5).SymmetricEigen();

        double[] curvatures = values.Cast(DType.Float64).ToArray<double>();
        double precision = Math.Sqrt(x.DType.Precision()), largest = curvatures.Max(Math.Abs), zero = precision * largest;
        CriticalPointKind kind = !(gradient <= precision * largest * Math.Max(1, Size(point))) ? CriticalPointKind.NotCritical
            : curvatures[0] < -zero && curvatures[^1] > zero ? CriticalPointKind.Saddle
            : curvatures.Any(value => Math.Abs(value) <= zero) ? CriticalPointKind.Degenerate
            : curvatures[0] > 0 ? CriticalPointKind.Minimum : CriticalPointKind.Maximum;
        return new(kind, values, vectors, gradient);
    }

    private static double Size(Tensor x) => x.Detach().Cast(DType.Float64).Norm().ToDouble();
}

/// <summary>What <see cref="Differentiate.ClassifyCriticalPoint"/> found.</summary>
/// <param name="Kind">What the point is.</param>
/// <param name="Eigenvalues">The Hessian's, ascending: the curvatures along its eigenvectors.</param>
/// <param name="Eigenvectors">As columns, over x's elements in reading order: the directions of those curvatures.</param>
/// <param name="GradientNorm">The length of the gradient.</param>
public sealed record CriticalPoint(CriticalPointKind Kind, Tensor Eigenvalues, Tensor Eigenvectors, double GradientNorm);

/// <summary>The kinds of critical points.</summary>
public enum CriticalPointKind
{
    /// <summary>The function curves upwards in all directions.</summary>
    Minimum,

    /// <summary>It curves downwards in all directions.</summary>
    Maximum,

    /// <summary>It curves upwards in some directions and downwards in others.</summary>
    Saddle,

    /// <summary>It is flat, to second order, in some direction.</summary>
    Degenerate,

    /// <summary>The gradient does not vanish there.</summary>
    NotCritical,
}

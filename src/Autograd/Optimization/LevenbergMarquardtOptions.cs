namespace Autograd.Optimization;

/// <summary>When <see cref="LevenbergMarquardt"/> stops, and how it begins. The defaults go on until rounding ends it.</summary>
public sealed record LevenbergMarquardtOptions
{
    /// <summary>How many steps are taken at most.</summary>
    public int IterationLimit { get; init; } = 5000;

    /// <summary>Stops when no column of the Jacobian makes an angle with the residuals whose cosine is larger.</summary>
    public double GradientTolerance { get; init; } = 1e-15;

    /// <summary>Stops when the sum of squares of the linearised residuals could not fall by a larger part of itself.</summary>
    public double ReductionTolerance { get; init; } = 1e-24;

    /// <summary>Stops when a whole Gauss–Newton step would change no parameter by a larger part of itself.</summary>
    public double StepTolerance { get; init; } = 1e-14;

    /// <summary>The first λ. Larger is more careful: shorter first steps.</summary>
    public double InitialDamping { get; init; } = 1e-2;

    /// <summary>
    /// Whether steps bend along the residuals' second derivative in the direction of the step, and are held short where it is
    /// large. It saves many steps in curved valleys; the function must be differentiable twice.
    /// </summary>
    public bool UsesCurvature { get; init; } = true;

    internal void Check(string operation)
    {
        if (IterationLimit < 0)
            throw Errors.OutOfRange(operation, $"{IterationLimit} iterations cannot be", "allow at least 0");
        NotNegative(GradientTolerance, "gradient");
        NotNegative(ReductionTolerance, "reduction");
        NotNegative(StepTolerance, "step");
        if (!(InitialDamping > 0 && double.IsFinite(InitialDamping)))
            throw Errors.OutOfRange(operation, $"an initial damping of {InitialDamping} has no meaning", "use a finite number above 0, such as 0.01");

        void NotNegative(double tolerance, string what)
        {
            if (!(tolerance >= 0))
                throw Errors.OutOfRange(operation, $"a {what} tolerance of {tolerance} has no meaning", "use a number that is at least 0");
        }
    }
}

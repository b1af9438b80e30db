namespace Autograd.Optimization;

/// <summary>A step in a linearisation's own units, the damping λ that makes it as long as the region allows, and its length there.</summary>
internal sealed record TrustedStep(double Damping, double[] Velocity, double Length, DampedTriangle Triangle);

/// <summary>
/// Finds the step min ‖J·u + r‖ with ‖diag(weights)·u‖ no longer than a radius, to a tenth: Newton's method for 1 / length as a
/// function of λ, kept between bounds. Source: Moré, The Levenberg–Marquardt algorithm, 1978, section 5.
/// </summary>
internal readonly struct TrustRegion
{
    private const double Tolerance = 0.1;
    private const int MostTrials = 12;

    private readonly Linearization at;
    private readonly double[] weights;
    private readonly int unit;

    /// <summary>Takes D, in the user's units. The region's own are those in which the largest weight is about 1, so that λ is in range.</summary>
    public TrustRegion(Linearization at, double[] scale)
    {
        this.at = at;
        double[] own = at.Weights(scale);
        unit = Math.ILogB(own.Max());
        weights = Plain.Scaled(own, -unit);
    }

    public TrustedStep StepOf(double damping)
    {
        double root = Math.Sqrt(damping);
        DampedTriangle triangle = at.Factors.Damped([.. weights.Select(weight => root * weight)]);
        double[] velocity = Plain.Times(-1, triangle.Solve(at.Factors.Reached));
        return new(damping, velocity, Length(velocity), triangle);
    }

    /// <summary>The whole step where it is short enough, else the one that ends on the region's edge.</summary>
    public TrustedStep StepWithin(double radius, double guess)
    {
        TrustedStep step = StepOf(damping: 0);
        if (step.Length <= (1 + Tolerance) * radius)
            return step;
        double lower = Math.Max(0, Next(step, radius)), upper = Slope() / radius;
        if (!double.IsFinite(lower))
            lower = 0;
        upper = Math.Max(upper, lower);
        double damping = Math.Clamp(guess, lower, upper);
        for (int i = 0; i < MostTrials; i++)
        {
            if (!(damping > 0))
                damping = Math.Max(double.Epsilon, 1e-3 * upper);
            step = StepOf(damping);
            if (Math.Abs(step.Length - radius) <= Tolerance * radius)
                break;
            if (step.Length > radius)
                lower = Math.Max(lower, damping);
            else
                upper = Math.Min(upper, damping);
            double next = Next(step, radius);
            damping = next > lower && next < upper ? next : Math.Max(1e-3 * upper, Math.Sqrt(lower) * Math.Sqrt(upper));
        }

        return step;
    }

    /// <summary>‖D·vector‖.</summary>
    public double Length(double[] vector) => Plain.Norm([.. vector.Zip(weights, static (value, weight) => value * weight)]);

    /// <summary>A length of the region's units in the residuals'.</summary>
    public double Outside(double length) => Math.ScaleB(at.Outside(length), unit);

    public double Inside(double length) => Math.ScaleB(at.Inside(length), -unit);

    private double Next(TrustedStep step, double radius)
    {
        double[] turned = new double[weights.Length];
        for (int j = 0; j < turned.Length; j++)
            turned[j] = weights[j] * (weights[j] * step.Velocity[j] / step.Length);
        double slope = Plain.Norm(step.Triangle.SolveTransposed(turned));
        return step.Damping + (step.Length - radius) / radius / slope / slope;
    }

    private double Slope()
    {
        double[] slopes = new double[weights.Length];
        for (int j = 0; j < slopes.Length; j++)
            slopes[j] = Plain.Dot(at.Columns[j], at.Right) / weights[j];
        return Plain.Norm(slopes);
    }
}

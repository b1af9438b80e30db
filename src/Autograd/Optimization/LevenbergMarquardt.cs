using System.Diagnostics;

namespace Autograd.Optimization;

/// <summary>
/// Levenberg and Marquardt's method of least squares: makes ½‖r(x)‖² small, for residuals r whose Jacobian J this library
/// takes. A step v solves min ‖J·v + r‖² within a region ‖D·v‖ ≤ Δ by an orthogonal factorisation, where D holds the largest
/// norm that each column of J has had; Δ grows as the linear model proves right and shrinks as it fails. To v is added the
/// acceleration that the residuals' second derivative along v asks for. Steps that fail are no sign of convergence: only a
/// gradient or a whole Gauss–Newton step that is small is. No square is taken of what could overflow or vanish.
/// Sources: Moré, The Levenberg–Marquardt algorithm, 1978 (D, Δ, λ); Transtrum and Sethna, Improvements to the
/// Levenberg–Marquardt algorithm, 2012 (the acceleration).
/// </summary>
/// <example><code>
/// LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => y - b[0] * (b[1] * x).Exp(), Tensor.From([1.0, 0.1]));
/// Console.WriteLine($"{fit.Parameters} ± {fit.StandardDeviations}: {fit.Message}");
/// </code></example>
[DebuggerDisplay("{iterations} iterations, damping {damping}")]
public sealed class LevenbergMarquardt : IOptimizer
{
    // A step is taken for this part of the promised reduction; the region shrinks below Poor and grows above Good.
    private const double WorthTaking = 1e-4, Poor = 0.25, Good = 0.75;

    // An acceleration of a larger part of the velocity is refused, and the step with it; after so many in a row, the acceleration alone.
    private const double LargestAcceleration = 0.75;
    private const int MostRefusals = 4;

    private const double LargestRadius = 100;

    // Parts of the residuals' norm: what a whole step could gain there is hidden by rounding; so flat a slope is, where no step
    // gains; and what a step changes cannot be told from the residuals' own noise.
    private const double Invisible = 3e-8, Flat = 1e-6, Unseen = 0.01;

    private readonly Tensor parameter;
    private readonly ResidualFunction function;
    private readonly LevenbergMarquardtOptions options;
    private readonly double[] scale;
    private Linearization? current;
    private double damping, radius;
    private int iterations;

    /// <summary>Prepares to change a parameter, of any shape.</summary>
    /// <param name="parameter">A tensor made by <see cref="Tensor.Parameter"/>. Its present values are the start.</param>
    /// <param name="residuals">The residuals, [n], as a function of the parameter's values; fewer than there are parameters are allowed.</param>
    /// <param name="options">When to stop; the defaults go on until rounding ends it.</param>
    /// <exception cref="ArgumentException">The parameter is none, or is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has no meaning.</exception>
    public LevenbergMarquardt(Tensor parameter, Func<Tensor, Tensor> residuals, LevenbergMarquardtOptions? options = null)
    {
        Errors.RequireNotNull(parameter, operation: nameof(LevenbergMarquardt));
        Errors.RequireNotNull(residuals, operation: nameof(LevenbergMarquardt));
        this.parameter = ParameterList.Checked([parameter], nameof(LevenbergMarquardt))[0];
        if (parameter.Count == 0)
            throw Errors.Argument(nameof(LevenbergMarquardt), $"the parameter {parameter.Described} holds nothing to change", "give it at least one element", parameter.Shape);
        this.options = options ?? new();
        this.options.Check(nameof(LevenbergMarquardt));
        function = new(residuals, parameter, nameof(LevenbergMarquardt));
        scale = new double[parameter.Count];
        damping = this.options.InitialDamping;
    }

    /// <summary>Finds the parameters that make ½‖residuals‖² small, from a start; recorded nowhere.</summary>
    /// <inheritdoc cref="LevenbergMarquardt(Tensor, Func{Tensor, Tensor}, LevenbergMarquardtOptions)" path="/exception"/>
    /// <inheritdoc cref="Minimize()" path="/exception"/>
    public static LeastSquaresReport Minimize(Func<Tensor, Tensor> residuals, Tensor start, LevenbergMarquardtOptions? options = null)
    {
        Errors.RequireNotNull(start, operation: nameof(LevenbergMarquardt));
        return new LevenbergMarquardt(Tensor.Parameter(start), residuals, options).Minimize();
    }

    /// <summary>The same, with a report after every step.</summary>
    /// <inheritdoc cref="LevenbergMarquardt(Tensor, Func{Tensor, Tensor}, LevenbergMarquardtOptions)" path="/exception"/>
    /// <inheritdoc cref="Minimize(IProgress{IterationReport})" path="/param|/exception"/>
    public static LeastSquaresReport Minimize(
        Func<Tensor, Tensor> residuals, Tensor start, LevenbergMarquardtOptions? options, IProgress<IterationReport> progress)
    {
        Errors.RequireNotNull(start, operation: nameof(LevenbergMarquardt));
        return new LevenbergMarquardt(Tensor.Parameter(start), residuals, options).Minimize(progress);
    }

    /// <summary>Takes steps until one of the reasons to stop holds, and reports. The parameter then has its best values.</summary>
    /// <exception cref="ArgumentException">The parameter, a residual or a derivative is not finite at the start; the residuals are no vector, or change their number.</exception>
    /// <exception cref="InvalidOperationException">The residuals do not depend on the parameter.</exception>
    public LeastSquaresReport Minimize() => Minimized(progress: null);

    /// <summary>The same, with a report after every step.</summary>
    /// <param name="progress">
    /// Is told of each step once, in order, on this thread; the parameter holds the step's values then. An exception that it
    /// throws ends the minimisation there, and a later call goes on from it.
    /// </param>
    /// <inheritdoc cref="Minimize()" path="/exception"/>
    public LeastSquaresReport Minimize(IProgress<IterationReport> progress)
    {
        Errors.RequireNotNull(progress, operation: nameof(LevenbergMarquardt));
        return Minimized(progress);
    }

    /// <summary>Takes one step, which makes the residuals smaller; none where there is nothing left to gain. Gradients play no part.</summary>
    /// <inheritdoc cref="Minimize()" path="/exception"/>
    public void Step()
    {
        Linearization here = Here();
        Advance(ref here);
    }

    /// <inheritdoc/>
    public void ZeroGrad() => parameter.ZeroGrad();

    private LeastSquaresReport Minimized(IProgress<IterationReport>? progress)
    {
        Linearization here = Here();
        StopReason? reason = null;
        for (int step = 0; reason is null; step++)
        {
            int before = iterations;
            reason = step < options.IterationLimit ? Advance(ref here) : StopReason.IterationLimit;
            if (iterations > before)
                progress?.Report(new()
                {
                    Iteration = iterations,
                    Value = here.SumOfSquares / 2,
                    GradientNorm = Plain.LargestMagnitude(here.Gradient),
                    Evaluations = function.Evaluations,
                });
        }

        return Report(here, reason.Value);
    }

    /// <summary>The linearisation at the parameter's present values, which others may have changed.</summary>
    private Linearization Here()
    {
        double[] point = Plain.Of(parameter);
        if (current is not null && current.Point.AsSpan().SequenceEqual(point))
            return current;
        RequireFinite(point, $"the parameter {parameter.Described}", "start from numbers");
        double[] residuals = function.Values(point);
        RequireFinite(residuals, "the residuals", "start where the function is defined");
        return current = Linearization.Of(function, point, residuals)
            ?? throw Errors.Argument(nameof(LevenbergMarquardt), $"the Jacobian in {parameter.Described} is not finite at the start", "start where the function is smooth", parameter.Shape);
    }

    /// <summary>Moves on to a better point, or says why there is none.</summary>
    private StopReason? Advance(ref Linearization here)
    {
        if (here.LargestCosine <= options.GradientTolerance)
            return StopReason.GradientSmall;
        if (here.Reach <= Math.Sqrt(options.ReductionTolerance) * here.Norm || here.IsRounding)
            return StopReason.ReductionSmall;
        for (int j = 0; j < scale.Length; j++)
            scale[j] = Math.Max(scale[j], here.Lengths[j]);

        TrustRegion region = new(here, scale);
        if (radius == 0)
            radius = FirstRadius(here, region);
        bool isFinite = true;
        for (int refusals = 0; ;)
        {
            TrustedStep step = region.StepWithin(region.Inside(radius), damping);
            if (step.Damping == 0 && IsShort(here, step.Velocity))
                return StopReason.StepSmall;
            damping = step.Damping;
            double[]? bent = options.UsesCurvature ? Bent(here, region, step) : step.Velocity;
            if (bent is null && refusals < MostRefusals)
            {
                refusals++;
                Shrink(0.5, region.Outside(step.Length));
                continue;
            }

            refusals = 0;
            double[] point = function.Rounded(Plain.Add(here.Point, 1, here.FromOwn(bent ?? step.Velocity)));
            bool isMoved = !point.AsSpan().SequenceEqual(here.Point);
            if (isMoved && Try(here, region, step, point, out isFinite) is { } next)
            {
                parameter.Assign(Plain.Like(parameter, next.Point));
                here = current = next;
                iterations++;
                return null;
            }

            if (isFinite && here.Reach <= Invisible * here.Norm)
                return StopReason.ReductionSmall;
            if (!isMoved || !(here.Slope(step.Velocity) > Unseen * here.Noise))
                return !isFinite ? StopReason.NotFinite : here.LargestCosine <= Flat ? StopReason.ReductionSmall : StopReason.NoDescent;
        }
    }

    /// <summary>As long as the first damping makes a step, and no longer than the parameters allow.</summary>
    private double FirstRadius(Linearization here, TrustRegion region)
    {
        double own = region.Outside(region.StepOf(options.InitialDamping).Length);
        double start = Math.Max(here.Outside(here.Norm), region.Outside(region.Length(here.ToOwn(here.Point))));
        return Math.Min(own, LargestRadius * start);
    }

    /// <summary>Whether a whole step would change no parameter by more than a part of itself.</summary>
    private bool IsShort(Linearization here, double[] velocity)
    {
        double[] change = here.FromOwn(velocity);
        for (int j = 0; j < change.Length; j++)
            if (Math.Abs(change[j]) > options.StepTolerance * Math.Abs(here.Point[j]))
                return false;
        return true;
    }

    /// <summary>The linearisation after a step, where the step is worth taking; Δ is changed by the model's success.</summary>
    private Linearization? Try(Linearization here, TrustRegion region, TrustedStep step, double[] point, out bool isFinite)
    {
        double[] residuals = function.Values(point);
        double fall = here.Slope(step.Velocity), push = Math.Sqrt(step.Damping) * step.Length;
        double slope = fall * fall + push * push, promised = slope + push * push;
        double reduction = here.Reduction(residuals), gain = reduction / promised, length = region.Outside(step.Length);

        Linearization? next = gain > WorthTaking ? Linearization.Of(function, point, residuals) : null;
        isFinite = Plain.IsFinite(residuals) && (next is not null || !(gain > WorthTaking));
        if (!isFinite)
            Shrink(0.1, length);
        else if (!(gain > Poor))
            Shrink(reduction >= 0 ? 0.5 : Math.Max(0.1, 0.5 * slope / (slope - 0.5 * reduction)), length);
        else if (gain > Good || step.Damping == 0)
        {
            radius = 2 * length;
            damping /= 2;
        }

        return next;
    }

    private void Shrink(double factor, double length)
    {
        radius = factor * Math.Min(radius, length / 0.1);
        damping /= factor;
    }

    /// <summary>The step with half its acceleration; null where that is too large for the model to be trusted.</summary>
    private double[]? Bent(Linearization here, TrustRegion region, TrustedStep step)
    {
        double[] curvature = function.SecondDerivative(here.Point, here.FromOwn(step.Velocity));
        if (!Plain.IsFinite(curvature))
            return null;
        double[] acceleration = step.Triangle.Solve(here.Factors.Turned(here.Own(curvature)));
        return region.Length(acceleration) <= LargestAcceleration * step.Length ? Plain.Add(step.Velocity, -0.5, acceleration) : null;
    }

    private LeastSquaresReport Report(Linearization here, StopReason reason)
    {
        int freedom = here.Residuals.Length - here.Point.Length;
        double[,]? covariance = freedom > 0 ? here.Spread() : null;
        Tensor? spread = covariance is null ? null : Tensor.From(covariance) / freedom;
        return new()
        {
            Parameters = parameter.Values().Clone(),
            Residuals = Tensor.From(here.Residuals).Cast(parameter.DType),
            Value = here.SumOfSquares / 2,
            GradientNorm = Plain.LargestMagnitude(here.Gradient),
            Iterations = iterations,
            Evaluations = function.Evaluations,
            Reason = reason,
            Covariance = spread?.Cast(parameter.DType),
            StandardDeviations = spread?.Diagonal().Sqrt().Reshape(parameter.Shape.Sizes).Cast(parameter.DType),
        };
    }

    private void RequireFinite(double[] values, string what, string remedy)
    {
        int bad = Array.FindIndex(values, static value => !double.IsFinite(value));
        if (bad >= 0)
            throw Errors.Argument(nameof(LevenbergMarquardt), $"element {bad} of {what} is {values[bad]} at the start", remedy, parameter.Shape);
    }
}

/// <summary>How a least-squares fit went: see <see cref="LevenbergMarquardt"/>.</summary>
public sealed record LeastSquaresReport : MinimizationReport
{
    /// <summary>The parameters found, of the start's shape and type.</summary>
    public required Tensor Parameters { get; init; }

    /// <summary>The residuals there.</summary>
    public required Tensor Residuals { get; init; }

    /// <summary>‖r‖².</summary>
    public double SumOfSquares => 2 * Value;

    /// <summary>
    /// The parameters' covariance to first order, s²(JᵀJ)⁻¹ with s² = ‖r‖² / (n − p), [p, p]; null where there are not more
    /// residuals than parameters, or where the residuals do not determine the parameters.
    /// </summary>
    public required Tensor? Covariance { get; init; }

    /// <summary>The square roots of the covariance's diagonal, of the parameters' shape; null where there is no covariance.</summary>
    public required Tensor? StandardDeviations { get; init; }
}

using System.Diagnostics;

namespace Autograd.Optimization;

/// <summary>
/// Levenberg and Marquardt's method of least squares: makes ½‖r(x)‖² small, for residuals r whose Jacobian J this library
/// takes. A step solves min ‖J·v + r‖² + λ‖D·v‖² by an orthogonal factorisation, where D holds the largest norm that each
/// column of J has had of late; λ falls as the linear model proves right and rises as it fails. To v is added the
/// acceleration that the residuals' second derivative along v asks for.
/// Sources: Moré, The Levenberg–Marquardt algorithm, 1978 (D, the factorisation); Nielsen, Damping parameter in Marquardt's
/// method, 1999 (λ); Transtrum and Sethna, Improvements to the Levenberg–Marquardt algorithm, 2012 (the acceleration).
/// </summary>
/// <example><code>
/// LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => y - b[0] * (b[1] * x).Exp(), Tensor.From([1.0, 0.1]));
/// Console.WriteLine($"{fit.Parameters} ± {fit.StandardDeviations}: {fit.Message}");
/// </code></example>
[DebuggerDisplay("{iterations} iterations, damping {damping}")]
public sealed class LevenbergMarquardt : IOptimizer
{
    // A step is taken for this part of the promised reduction, and not with an acceleration of this part of the velocity.
    private const double WorthTaking = 1e-4, LargestAcceleration = 0.75;

    // D forgets slowly: at once, and a parameter on a plateau runs off; never, and one that was steep once stays frozen.
    private const double Remembered = 0.8;
    private const double LeastDamping = 1e-20, LargestDamping = 1e100;

    // Below these parts of the sum of squares, a difference tells little, and nothing.
    private const double Blurred = 1e-8, Invisible = 8 * Plain.Rounding, Better = 0.8;

    private readonly Tensor parameter;
    private readonly ResidualFunction function;
    private readonly LevenbergMarquardtOptions options;
    private readonly double[] scale;
    private Linearization? current;
    private double damping;
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
        if (here.Promise <= options.ReductionTolerance * here.SumOfSquares)
            return StopReason.ReductionSmall;
        for (int j = 0; j < scale.Length; j++)
            scale[j] = Math.Max(Remembered * scale[j], Plain.Norm(here.Jacobian[j]));

        bool wasFinite = true;
        for (double growth = 2; ; growth *= 2)
        {
            // A parameter that has never had an effect is held where it is.
            double[] weights = [.. scale.Select(size => Math.Sqrt(damping) * (size > 0 ? size : 1))];
            double[] velocity = Plain.Times(-1, here.Factors.SolveDamped(weights));
            if (Scaled(velocity) <= options.StepTolerance * Scaled(here.Point) || damping > LargestDamping)
                return wasFinite ? StopReason.StepSmall : StopReason.NotFinite;
            if (Try(here, velocity, weights, ref wasFinite) is { } next)
            {
                parameter.Assign(Plain.Like(parameter, next.Point));
                here = current = next;
                iterations++;
                return null;
            }

            if (here.Promise <= Invisible * here.SumOfSquares)
                return StopReason.ReductionSmall;
            damping *= growth;
        }
    }

    /// <summary>The linearisation after a step, where the step is worth taking; λ is lowered then, by the model's success.</summary>
    private Linearization? Try(Linearization here, double[] velocity, double[] weights, ref bool isFinite)
    {
        if (Bent(here, velocity, weights) is not { } step)
            return null;
        double[] point = function.Rounded(Plain.Add(here.Point, 1, step));
        double[] residuals = function.Values(point);
        isFinite = Plain.IsFinite(residuals);
        if (!isFinite)
            return null;

        double length = Scaled(velocity);
        double promised = here.SquaredSlope(velocity) + 2 * damping * length * length;
        double reduction = here.Reduction(residuals), gain = reduction / promised;

        // So close to the end rounding hides the reduction, but what is left to gain still tells better from worse.
        double blur = Blurred * here.SumOfSquares;
        bool isBlurred = here.Promise <= blur && Math.Abs(reduction) <= blur;
        if (!(gain > WorthTaking) && !isBlurred)
            return null;
        Linearization? next = Linearization.Of(function, point, residuals);
        isFinite = next is not null;
        if (next is null || (!(gain > WorthTaking) && next.Promise > Better * here.Promise))
            return null;
        double success = gain > WorthTaking ? Math.Min(gain, 1) : 1;
        damping = Math.Max(LeastDamping, damping * Math.Max(1.0 / 3, 1 - Math.Pow(2 * success - 1, 3)));
        return next;
    }

    /// <summary>The step with half its acceleration; null where that is too large for the model to be trusted.</summary>
    private double[]? Bent(Linearization here, double[] velocity, double[] weights)
    {
        if (!options.UsesCurvature)
            return velocity;
        double[] curvature = function.SecondDerivative(here.Point, velocity);
        if (!Plain.IsFinite(curvature))
            return null;
        double[] acceleration = here.Factors.SolveDamped(weights, curvature);
        return Scaled(acceleration) <= LargestAcceleration * Scaled(velocity) ? Plain.Add(velocity, -0.5, acceleration) : null;
    }

    private double Scaled(double[] vector) => Plain.Norm([.. vector.Zip(scale, static (value, size) => value * size)]);

    private LeastSquaresReport Report(Linearization here, StopReason reason)
    {
        int freedom = here.Residuals.Length - here.Point.Length;
        double[,]? covariance = freedom > 0 ? here.Factors.InverseOfNormalMatrix(here.Jacobian) : null;
        Tensor? spread = covariance is null ? null : Tensor.From(covariance) * (here.SumOfSquares / freedom);
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

using System.Diagnostics;

namespace Autograd.Optimization;

/// <summary>
/// The limited-memory BFGS method (Liu and Nocedal, 1989): makes a loss small by steps along −H⁻¹·gradient, where the inverse
/// Hessian is learnt from the last steps, with a line search that meets the strong Wolfe conditions. For losses that are the
/// same function of the parameters at every call: full batches, no dropout. What it remembers is kept in double precision.
/// </summary>
/// <example><code>
/// LBfgs optimizer = new([weight, bias], () => inputs.Linear(weight, bias).CrossEntropy(labels));
/// MinimizationReport report = optimizer.Minimize();         // or optimizer.Step(), as often as you like
/// </code></example>
[DebuggerDisplay("{iterations} iterations, {evaluations} evaluations, parameters: {parameters.Length}")]
public sealed class LBfgs : IOptimizer
{
    // One short step may be no more than a steep valley's width; the next ones, which know its curvature, lead along it.
    private const int StallsToStop = 3;

    private readonly Tensor[] parameters;
    private readonly Func<Tensor> loss;
    private readonly LBfgsOptions options;
    private readonly CurvatureHistory history;
    private readonly int count;
    private readonly double rounding;
    private Trial? current;
    private int iterations, stalls, evaluations;

    /// <summary>Prepares to change these parameters, all of one element type.</summary>
    /// <param name="parameters">Tensors made by <see cref="Tensor.Parameter"/>. Their present values are the start.</param>
    /// <param name="loss">Computes the loss, one element, from the parameters. Gradients are taken aside: <see cref="Tensor.Grad"/> plays no part.</param>
    /// <param name="options">When to stop, and how to search.</param>
    /// <exception cref="ArgumentException">There are no parameters, one of them is none, or is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has no meaning.</exception>
    public LBfgs(IEnumerable<Tensor> parameters, Func<Tensor> loss, LBfgsOptions? options = null)
    {
        this.parameters = ParameterList.Checked(parameters, nameof(LBfgs));
        Errors.RequireNotNull(loss, operation: nameof(LBfgs));
        this.loss = loss;
        this.options = options ?? new();
        this.options.Check(nameof(LBfgs));
        history = new(this.options.History);
        count = this.parameters.Sum(static parameter => parameter.Count);
        bool isDouble = this.parameters.All(static parameter => parameter.DType == DType.Float64);
        rounding = isDouble ? 8 * Plain.Rounding : 8.0 / (1 << 24);
    }

    /// <summary>Finds where a function of one element's result is smallest near a start; recorded nowhere.</summary>
    /// <inheritdoc cref="LBfgs(IEnumerable{Tensor}, Func{Tensor}, LBfgsOptions)" path="/exception"/>
    /// <inheritdoc cref="Minimize()" path="/exception"/>
    public static (Tensor Minimizer, MinimizationReport Report) Minimize(Func<Tensor, Tensor> f, Tensor start, LBfgsOptions? options = null) =>
        Minimized(f, start, options, progress: null);

    /// <summary>The same, with a report after every step.</summary>
    /// <inheritdoc cref="LBfgs(IEnumerable{Tensor}, Func{Tensor}, LBfgsOptions)" path="/exception"/>
    /// <inheritdoc cref="Minimize(IProgress{IterationReport})" path="/param|/exception"/>
    public static (Tensor Minimizer, MinimizationReport Report) Minimize(
        Func<Tensor, Tensor> f, Tensor start, LBfgsOptions? options, IProgress<IterationReport> progress)
    {
        Errors.RequireNotNull(progress, operation: nameof(LBfgs));
        return Minimized(f, start, options, progress);
    }

    /// <summary>Takes steps until one of the reasons to stop holds, and reports. The parameters then have their best values.</summary>
    /// <exception cref="ArgumentException">The loss has more than one element, or it or its gradient is not finite at the start.</exception>
    /// <exception cref="InvalidOperationException">The loss does not depend on any parameter.</exception>
    public MinimizationReport Minimize() => Minimized(progress: null);

    /// <summary>The same, with a report after every step.</summary>
    /// <param name="progress">
    /// Is told of each step once, in order, on this thread; the parameters hold the step's values then. An exception that it
    /// throws ends the minimisation there, and a later call goes on from it.
    /// </param>
    /// <inheritdoc cref="Minimize()" path="/exception"/>
    public MinimizationReport Minimize(IProgress<IterationReport> progress)
    {
        Errors.RequireNotNull(progress, operation: nameof(LBfgs));
        return Minimized(progress);
    }

    /// <summary>Takes one step, which makes the loss smaller; none where the gradient is small already.</summary>
    /// <inheritdoc cref="Minimize()" path="/exception"/>
    public void Step()
    {
        Trial here = Here();
        Advance(ref here);
    }

    /// <inheritdoc/>
    public void ZeroGrad()
    {
        foreach (Tensor parameter in parameters)
            parameter.ZeroGrad();
    }

    private static (Tensor Minimizer, MinimizationReport Report) Minimized(
        Func<Tensor, Tensor> f, Tensor start, LBfgsOptions? options, IProgress<IterationReport>? progress)
    {
        Errors.RequireNotNull(f, operation: nameof(LBfgs));
        Errors.RequireNotNull(start, operation: nameof(LBfgs));
        Tensor x = Tensor.Parameter(start);
        MinimizationReport report = new LBfgs([x], () => f(x), options).Minimized(progress);
        return (x.Values().Clone(), report);
    }

    private MinimizationReport Minimized(IProgress<IterationReport>? progress)
    {
        Trial here = Here();
        StopReason? reason = null;
        for (int step = 0; reason is null; step++)
        {
            int before = iterations;
            reason = step < options.IterationLimit ? Advance(ref here) : StopReason.IterationLimit;
            if (iterations > before)
                progress?.Report(new()
                {
                    Iteration = iterations,
                    Value = here.Value,
                    GradientNorm = Plain.LargestMagnitude(here.Gradient),
                    Evaluations = evaluations,
                });
        }

        return new()
        {
            Value = here.Value,
            GradientNorm = Plain.LargestMagnitude(here.Gradient),
            Iterations = iterations,
            Evaluations = evaluations,
            Reason = reason.Value,
        };
    }

    /// <summary>Value and gradient at the parameters' present values, which others may have changed.</summary>
    private Trial Here()
    {
        double[] point = [.. parameters.SelectMany(Plain.Of)];
        if (current is { } known && known.Point.AsSpan().SequenceEqual(point))
            return known;
        history.Clear();
        Trial here = Evaluate(point, 0, new double[count]);
        current = here;
        return double.IsFinite(here.Value) && Plain.IsFinite(here.Gradient) ? here : throw Errors.Argument(nameof(LBfgs),
            double.IsFinite(here.Value) ? "the gradient is not finite at the start" : $"the loss is {here.Value} at the start", "start where the loss is defined and smooth");
    }

    /// <summary>Moves on to a better point, or says why there is none.</summary>
    private StopReason? Advance(ref Trial here)
    {
        if (Plain.LargestMagnitude(here.Gradient) <= options.GradientTolerance)
            return StopReason.GradientSmall;
        bool isFinite = true;
        Trial? found = Search(here, ref isFinite);
        if (found is null && !history.IsEmpty)
        {
            // What was learnt may no longer hold: once more, along the gradient itself.
            history.Clear();
            found = Search(here, ref isFinite);
        }

        if (found is not { } next)
        {
            Assign(here.Point);
            return isFinite ? StopReason.NoDescent : StopReason.NotFinite;
        }

        Trial before = here;
        Assign(next.Point);
        history.Add(Plain.Add(next.Point, -1, before.Point), Plain.Add(next.Gradient, -1, before.Gradient));
        current = here = next;
        iterations++;
        bool gained = before.Value - next.Value > options.ReductionTolerance * Math.Abs(next.Value)
            || Plain.LargestMagnitude(next.Gradient) <= 0.9 * Plain.LargestMagnitude(before.Gradient);
        stalls = gained ? 0 : stalls + 1;
        return stalls < StallsToStop ? null : StopReason.ReductionSmall;
    }

    private Trial? Search(Trial here, ref bool isFinite)
    {
        double[] direction = history.Direction(here.Gradient);
        double slope = Plain.Dot(direction, here.Gradient);
        if (!(slope < 0))
            return null;

        bool allFinite = true;
        LineSearch search = new(length =>
        {
            Trial trial = Evaluate(Plain.Add(here.Point, length, direction), length, direction);
            allFinite &= trial.IsFinite;
            return trial;
        }, here with { Length = 0, Slope = slope }, options.SufficientDecrease, options.Curvature, rounding);

        // Of an unknown function only the gradient's direction means something: a first step of length 1 at most.
        Trial? found = search.Find(history.IsEmpty ? Math.Min(1, 1 / Plain.Norm(direction)) : 1);
        isFinite = allFinite;
        return found;
    }

    private Trial Evaluate(double[] point, double length, double[] direction)
    {
        Assign(point);
        evaluations++;
        using Scope _ = Tape.EnableGrad();
        Tensor value = loss() ?? throw Errors.Argument(nameof(LBfgs), "the loss function returns null", "return a tensor of one element");
        if (value.Count != 1)
            throw Errors.Argument(nameof(LBfgs), $"the loss {value.Described} has {value.Count} elements, not one", "reduce it to one element with .Sum() or .Mean()", value.Shape);
        if (!value.RequiresGrad)
            throw Errors.State(nameof(LBfgs), "the loss does not depend on any parameter", "compute it from the parameters themselves, without Detach or reading numbers");
        double[] gradient = [.. Differentiate.Gradients(value, parameters).SelectMany(Plain.Of)];

        // A parameter in single precision may have moved a little less or more.
        return new(length, value.ToDouble(), Plain.Dot(gradient, direction), rounding > 1e-10 ? [.. parameters.SelectMany(Plain.Of)] : point, gradient);
    }

    private void Assign(double[] point)
    {
        int start = 0;
        foreach (Tensor parameter in parameters)
        {
            parameter.Assign(Plain.Like(parameter, point.AsSpan(start, parameter.Count)));
            start += parameter.Count;
        }
    }
}

namespace Autograd.Optimization;

/// <summary>
/// Where a minimisation stands after a step: what <see cref="LBfgs"/> and <see cref="LevenbergMarquardt"/> tell an
/// <see cref="IProgress{T}"/>.
/// </summary>
public sealed record IterationReport
{
    /// <summary>The number of the step, from 1; it goes on where minimising goes on.</summary>
    public required int Iteration { get; init; }

    /// <summary>The value after it: the loss, or half the sum of squares.</summary>
    public required double Value { get; init; }

    /// <summary>The largest element of the gradient there, by magnitude.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>How often the function was called so far.</summary>
    public required int Evaluations { get; init; }
}

using System.Diagnostics;

namespace Autograd.Optimization;

/// <summary>Why a minimiser stopped.</summary>
public enum StopReason
{
    /// <summary>The gradient is as small as was asked for: a stationary point, to the tolerance.</summary>
    GradientSmall,

    /// <summary>Nothing worth a step is left to gain: the value can fall no further than the tolerance, or than rounding lets one see.</summary>
    ReductionSmall,

    /// <summary>Only steps shorter than the tolerance still make the value smaller.</summary>
    StepSmall,

    /// <summary>As many iterations were made as were allowed. Not converged.</summary>
    IterationLimit,

    /// <summary>No step that makes the value smaller was found: the gradient may be wrong, or noisy, or at a kink. Not converged.</summary>
    NoDescent,

    /// <summary>However short the steps, the function gave NaN or infinity. Not converged.</summary>
    NotFinite,
}

/// <summary>How a minimisation went, and why it stopped.</summary>
[DebuggerDisplay("{Message,nq}")]
public record MinimizationReport
{
    /// <summary>The value reached: the loss, or half the sum of squares.</summary>
    public required double Value { get; init; }

    /// <summary>The largest element of the gradient there, by magnitude.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The steps taken.</summary>
    public required int Iterations { get; init; }

    /// <summary>How often the function was called.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why it stopped.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>Whether it stopped because there is nothing left to do.</summary>
    public bool HasConverged => Reason is StopReason.GradientSmall or StopReason.ReductionSmall or StopReason.StepSmall;

    /// <summary>The reason in words.</summary>
    public string Message => Reason switch
    {
        StopReason.GradientSmall => $"converged: the gradient is small, {GradientNorm:G3}",
        StopReason.ReductionSmall => $"converged: at {Value:G6} nothing worth a step is left to gain",
        StopReason.StepSmall => "converged: the steps have become too short to matter",
        StopReason.IterationLimit => $"not converged after {Iterations} iterations; allow more, or start closer",
        StopReason.NoDescent => "not converged: no step along the downward slope makes the value smaller; check the gradient, or smooth the kink",
        _ => "not converged: the function is NaN or infinite next to the point reached; start elsewhere, or keep it in its domain",
    };
}

namespace Autograd.Optimization;

/// <summary>When <see cref="LBfgs"/> stops, and how it searches.</summary>
public sealed record LBfgsOptions
{
    /// <summary>How many of the last steps the curvature is learnt from.</summary>
    public int History { get; init; } = 10;

    /// <summary>How many steps are taken at most.</summary>
    public int IterationLimit { get; init; } = 1000;

    /// <summary>Stops when no element of the gradient is larger.</summary>
    public double GradientTolerance { get; init; } = 1e-8;

    /// <summary>Stops when three steps in a row make the value fall by no larger part of itself, and the gradient hardly smaller.</summary>
    public double ReductionTolerance { get; init; } = 1e-16;

    /// <summary>A step must bring this part of the fall that the slope at its start promises: Wolfe's first condition.</summary>
    public double SufficientDecrease { get; init; } = 1e-4;

    /// <summary>A step must leave at most this part of the slope: Wolfe's second condition. Smaller searches more carefully.</summary>
    public double Curvature { get; init; } = 0.9;

    internal void Check(string operation)
    {
        if (History < 1)
            throw Errors.OutOfRange(operation, $"a history of {History} steps has no meaning", "remember at least 1, such as 10");
        if (IterationLimit < 0)
            throw Errors.OutOfRange(operation, $"{IterationLimit} iterations cannot be", "allow at least 0");
        if (!(GradientTolerance >= 0))
            throw Errors.OutOfRange(operation, $"a gradient tolerance of {GradientTolerance} has no meaning", "use a number that is at least 0");
        if (!(ReductionTolerance >= 0))
            throw Errors.OutOfRange(operation, $"a reduction tolerance of {ReductionTolerance} has no meaning", "use a number that is at least 0");
        if (!(SufficientDecrease > 0 && SufficientDecrease < Curvature && Curvature < 1))
            throw Errors.OutOfRange(operation, $"a sufficient decrease of {SufficientDecrease} with a curvature of {Curvature} has no meaning",
                "keep 0 < SufficientDecrease < Curvature < 1, such as 1e-4 and 0.9");
    }
}

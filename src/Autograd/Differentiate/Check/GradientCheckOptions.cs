namespace Autograd;

/// <summary>How <see cref="GradientCheck"/> tries a function.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>How often the function is differentiated: 1 checks the gradient, 2 (the default) the gradient of the gradient too.</summary>
    public int Orders { get; init; } = 2;

    /// <summary>
    /// The step of the central differences, which reach two steps to either side; elements beyond 1 in magnitude are stepped in
    /// proportion. Left out: 3·10⁻⁴ in double precision, 0.02 in single.
    /// </summary>
    public double? Step { get; init; }

    /// <summary>The relative difference allowed. Left out: 10⁻⁶ in double precision, 10⁻² in single. Rounding is allowed for besides.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Permits single precision, in which differences say little: most mistakes show, small ones do not.</summary>
    public bool AllowFloat32 { get; init; }

    /// <summary>An input or a result with at most this many elements is tried element by element; a larger one by a sample of elements and random directions.</summary>
    public int MaxElements { get; init; } = 128;

    /// <summary>Where random directions begin: the same check twice is the same check.</summary>
    public int Seed { get; init; } = 1;
}

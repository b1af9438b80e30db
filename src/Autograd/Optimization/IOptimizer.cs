namespace Autograd.Optimization;

/// <summary>Changes parameters, in place, so that what their gradients were taken of grows smaller.</summary>
/// <example><code>
/// loss.Backward();
/// optimizer.Step();
/// optimizer.ZeroGrad();
/// </code></example>
public interface IOptimizer
{
    /// <summary>Moves every parameter that has a gradient; one without is left as it is.</summary>
    void Step();

    /// <summary>Forgets the gradients of all parameters.</summary>
    void ZeroGrad();
}

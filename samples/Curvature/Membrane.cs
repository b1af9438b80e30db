using Autograd;

namespace Curvature;

/// <summary>u(x, y) = sin πx · sin πy: zero on the edge of the unit square, and Δu = −2π²u.</summary>
public static class Membrane
{
    /// <summary>The heights at points along the last axis.</summary>
    public static Tensor Height(Tensor points) => (Math.PI * points.Select(-1, 0)).Sin() * (Math.PI * points.Select(-1, 1)).Sin();

    public static Tensor Laplacian(Tensor points) => -2 * Math.PI * Math.PI * Height(points);
}

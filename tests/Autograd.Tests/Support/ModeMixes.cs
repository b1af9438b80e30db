namespace Autograd.Tests;

/// <summary>
/// Derivatives along a direction of ones by every mix of reverse mode (R) and forward mode (F), read from the inside out: all
/// mixes of an order agree, but that R gives one number for each element of the argument, of which F gives the sum.
/// </summary>
internal static class ModeMixes
{
    /// <summary>All mixes of an order.</summary>
    public static IEnumerable<string> Of(int order) =>
        order == 0 ? [""] : Of(order - 1).SelectMany(static mix => new[] { mix + "R", mix + "F" });

    /// <summary>All mixes of the orders from 1 on.</summary>
    public static IEnumerable<string> To(int order) => Enumerable.Range(1, order).SelectMany(Of);

    /// <summary>The derivative of a function by a mix.</summary>
    public static Func<Tensor, Tensor> By(Func<Tensor, Tensor> f, string mix) => mix.Aggregate(f, static (inner, mode) => mode == 'R'
        ? x => Differentiate.Gradient(t => inner(t).Sum(), x)
        : x => Differentiate.Jvp(inner, x, Derivatives.OnesLike(x)).Tangent);
}

namespace Autograd;

/// <summary>
/// A user's code knows one direction. Where a walk carries several, as leading dimensions, it is called once for each, and
/// what it returns is stacked.
/// </summary>
internal static class Directions
{
    /// <summary>The directions of a gradient or tangent of a tensor of this rank.</summary>
    public static Tensor[] Split(Tensor directions, int rank)
    {
        Shape leading = directions.Shape.Leading(rank);
        if (leading.Rank == 0)
            return [directions];
        Tensor rows = directions.Reshape(Shape.Trusted([leading.ElementCount]).Then(directions.Shape.Trailing(rank)));
        return [.. Enumerable.Range(0, leading.ElementCount).Select(i => rows.Select(0, i))];
    }

    /// <summary>Puts results for each direction, of the given shape, together again.</summary>
    public static Tensor Join(Tensor[] parts, Shape leading, Shape shape, DType type) =>
        leading.Rank == 0 ? parts[0]
        : parts.Length == 0 ? Tensor.Filled(0, leading.Then(shape), type)
        : Tensor.Stack(parts).Reshape(leading.Then(shape));
}

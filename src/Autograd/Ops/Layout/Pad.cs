namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// A constant put before and after the elements, axis by axis; fewer pads than axes are for the last ones.
    /// Derivative: the part of the upstream gradient that lies over the elements.
    /// </summary>
    /// <exception cref="ArgumentException">There are more pads than axes, or a pad is negative.</exception>
    public Tensor Pad(ReadOnlySpan<(int Before, int After)> pads, double value = 0)
    {
        if (pads.Length > Rank)
            throw Errors.Argument(nameof(Pad), $"{Errors.Number(pads.Length, "pad", "pads")} for {Described}, which has {Errors.Number(Rank, "axis", "axes")}", "give at most one for each axis", Shape);
        foreach ((int before, int after) in pads)
            if (before < 0 || after < 0)
                throw Errors.Argument(nameof(Pad), $"a pad of ({before}, {after}) around {Described} cannot be", "use 0 or more, or Slice to cut off", Shape);
        Tensor result = this;
        for (int i = 0; i < pads.Length; i++)
        {
            int axis = Rank - pads.Length + i;
            Shape.CheckedSize((long)pads[i].Before + Shape[axis] + pads[i].After, nameof(Pad));
            if (pads[i] != (0, 0))
                result = Concat([Filler(result.Shape, pads[i].Before), result, Filler(result.Shape, pads[i].After)], axis);

            Tensor Filler(Shape shape, int size) => Filled(value, Shape.Checked(shape.With(axis, size), nameof(Pad)), DType);
        }

        return result;
    }
}

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Σ x·y / (‖x‖ ‖y‖) along an axis of the broadcast shape, the cosine of the angle between lines; 0 where either is all zeros, and
    /// so is the gradient there. No square overflows or vanishes. Derivative in x: (ŷ − c x̂) / ‖x‖, with c the result and x̂, ŷ the
    /// lines at length 1; likewise in y.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CosineSimilarity(Tensor other, int axis = -1)
    {
        Errors.RequireNotNull(other);
        Shape shape = Binary.ResultShape(this, other, nameof(CosineSimilarity));
        int back = shape.Axis(axis, nameof(CosineSimilarity), Rank == shape.Rank ? this : other) - shape.Rank;
        return (Directions(this) * Directions(other)).Sum(back);

        // A line of one element that the other's line repeats is as long as that.
        Tensor Directions(Tensor x) =>
            (x.Rank >= -back && x.Shape[x.Rank + back] == shape[shape.Rank + back] ? x : x.BroadcastTo(shape)).Normalize(axis: back);
    }
}

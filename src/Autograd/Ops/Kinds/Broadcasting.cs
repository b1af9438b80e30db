using System.Diagnostics.CodeAnalysis;

namespace Autograd;

/// <summary>What broadcasting an operand does to its derivatives. Leading dimensions of a walk are left alone.</summary>
internal static class Broadcasting
{
    /// <summary>The transpose of broadcasting: sums a gradient of the result's shape over what was repeated.</summary>
    public static Tensor Reduce(Tensor gradient, Shape result, Shape operand)
    {
        if (result == operand)
            return gradient;
        int added = result.Rank - operand.Rank;
        List<int> repeated = [];
        for (int axis = 0; axis < result.Rank; axis++)
            if (axis < added || (operand[axis - added] == 1 && result[axis] != 1))
                repeated.Add(axis - result.Rank);
        Shape leading = gradient.Shape.Leading(result.Rank);
        Tensor sum = repeated.Count == 0 ? gradient : gradient.Sum(repeated.ToArray());
        return sum.Reshape(leading.Then(operand));
    }

    /// <summary>An operand's tangent repeated to the result's shape, as the operand was; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(tangent))]
    public static Tensor? Expand(Tensor? tangent, Shape operand, Shape result) => tangent is null || operand == result
        ? tangent
        : Align(tangent, operand, result).BroadcastTo(tangent.Shape.Leading(operand.Rank).Then(result));

    /// <summary>Aligns an operand's tangent with the result's rank, so that leading dimensions do not meet the result's own.</summary>
    public static Tensor Align(Tensor tangent, Shape operand, Shape result)
    {
        if (tangent.Rank == operand.Rank || operand.Rank == result.Rank)
            return tangent;
        Shape ones = Shape.Trusted(Enumerable.Repeat(1, result.Rank - operand.Rank).ToArray());
        return tangent.Reshape(tangent.Shape.Leading(operand.Rank).Then(ones).Then(operand));
    }
}

namespace Autograd.Tests.Laws;

/// <summary>A specimen drawn in one element type, arranged in memory in one way; or its gradient.</summary>
internal sealed record Trial(Specimen Specimen, DType Type, Arrangement Arrangement, Tensor[] Operands, Tensor[] Inputs,
    Func<Tensor[], Tensor> Function, int Order)
{
    private readonly Random directions = new(77);

    public string Because => $"of {Specimen}, {Type}, {Arrangement}, order {Order}";

    public static Trial Of(Specimen specimen, DType type, Arrangement arrangement)
    {
        Random random = new(20);
        Tensor[] operands = [.. specimen.Operands.Select(operand => operand.Draw(random, type))];
        Tensor[] inputs = Calculus.Leaves(operands.Select(operand => Store(operand, arrangement)));
        return new(specimen, type, arrangement, operands, inputs,
            leaves => specimen.Function([.. leaves.Select(leaf => Read(leaf, arrangement))]), 1);
    }

    /// <summary>The gradient of the function, in a fixed direction, as a function to try the laws on.</summary>
    public Trial Differentiated()
    {
        Tensor upstream = Draw(new Random(5), Function(Inputs).Shape).Cast(Type);
        return this with { Function = Calculus.GradientOf(Function, upstream), Order = Order + 1 };
    }

    public Trial In(DType type)
    {
        Trial first = Of(Specimen, type, Arrangement);
        return Order == 1 ? first : first.Differentiated();
    }

    /// <summary>A direction to multiply by: the same sequence in both element types.</summary>
    public Tensor Direction(Shape shape) => Draw(directions, shape).Cast(Type);

    private static Tensor Draw(Random random, Shape shape) => Tensor.Uniform<float>(random, shape).Cast(DType.Float64) - 0.5;

    // A leaf holds the operand in another arrangement; the function first views it back.
    private static Tensor Store(Tensor x, Arrangement arrangement) => arrangement switch
    {
        Arrangement.Transposed => x.Transpose().Contiguous(),
        Arrangement.Sliced when x.Rank > 0 => x.Repeat(2, -1),
        _ => x,
    };

    private static Tensor Read(Tensor leaf, Arrangement arrangement) => arrangement switch
    {
        Arrangement.Transposed => leaf.Transpose(),
        Arrangement.Sliced when leaf.Rank > 0 => leaf.Slice(-1, 0, leaf.Shape[-1], 2),
        _ => leaf,
    };
}

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Matrix product, as NumPy's matmul: <c>[m, k] · [k, n] → [m, n]</c>; a vector on the left counts as a row, on the right as a
    /// column, and that axis is dropped; leading axes are batches and broadcast. Transposed operands are not copied.
    /// Derivative: u·bᵀ in a and aᵀ·u in b, with u the upstream gradient.
    /// </summary>
    /// <exception cref="ArgumentException">The inner sizes or batches do not fit, an operand is a scalar, or the element types differ.</exception>
    public Tensor MatMul(Tensor other)
    {
        Errors.RequireNotNull(other);
        MatrixProductNode.Require(this, other, nameof(MatMul));
        if (Rank == 1)
            return other.Rank == 1 ? Unsqueeze(0).MatMul(other.Unsqueeze(1)).Reshape([]) : Unsqueeze(0).MatMul(other).Squeeze(-2);
        if (other.Rank == 1)
            return MatMul(other.Unsqueeze(1)).Squeeze(-1);

        // A batch of rows times one matrix is one product.
        if (Rank > 2 && other.Rank == 2)
        {
            ReadOnlySpan<int> rows = Shape.Sizes[..^1];
            return Reshape(Shape.Create(rows).ElementCount, Shape[-1]).MatMul(other).Reshape([.. rows, other.Shape[-1]]);
        }

        return MatrixProductNode.Apply(this, other);
    }
}

/// <summary>The bilinear kind's one member: a product, and its transposes in both operands, which are products again.</summary>
internal sealed class MatrixProductNode : SavingNode
{
    internal const string Swaps = "swaps: each operand's gradient is the upstream's product with the other, transposed";

    // As many products of tangents and factors are formed one by one, at most, to tell what is multiplied by zero.
    private const long MostTerms = 1 << 24;

    private readonly Node? left, right;
    private readonly Shape leftShape, rightShape;

    private MatrixProductNode(Tensor a, Tensor b, Tensor result) : base(nameof(Tensor.MatMul), result.Shape, result.DType)
    {
        (left, right, leftShape, rightShape) = (a.Node, b.Node, a.Shape, b.Shape);
        if (right is not null)
            x = new(a);
        if (left is not null)
            y = new(b);
    }

    internal override int InputCount => 2;

    private Shape Batch => Shape.Leading(2);

    public static void Require(Tensor a, Tensor b, string operation)
    {
        if (a.DType != b.DType)
            throw Errors.MixedTypes(operation, a, b);
        if (a.Rank == 0 || b.Rank == 0)
            throw Errors.Argument(operation, $"{a.Described} · {b.Described} has a scalar in it", "multiply by a scalar with *", a.Shape, b.Shape);
        int inner = b.Rank == 1 ? b.Shape[0] : b.Shape[-2];
        if (a.Shape[-1] != inner)
            throw Errors.Argument(operation, $"inner sizes differ, {a.Described} · {b.Described}", Remedy(a, b), a.Shape, b.Shape);
        if (a.Rank > 2 && b.Rank > 2)
            Broadcast.Shapes(a.Shape.Leading(2), b.Shape.Leading(2), operation, a, b);
    }

    public static Tensor Apply(Tensor a, Tensor b)
    {
        Shape batch = Broadcast.Shapes(a.Shape.Leading(2), b.Shape.Leading(2), nameof(Tensor.MatMul));
        Shape shape = Shape.Checked([.. batch.Sizes, a.Shape[-2], b.Shape[-1]], nameof(Tensor.MatMul));
        Tensor result = Tensor.Allocate(shape, a.DType);
        Products.Run(a, b, result);
        if (Recorder.Wants(nameof(Tensor.MatMul), result, a, b))
            result.Record(new MatrixProductNode(a, b, result));
        return result;
    }

    internal override Node? InputAt(int index) => index == 0 ? left : right;

    internal override Tensor? OperandAt(int index) => index == 0 ? x.Tensor : y.Tensor;

    private protected override Rule RuleIn(RuleWords words) => new(Operation, Swaps);

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Wants(left))
            Add(walk, left, upstream, y.Tensor!.Transpose(), Batch.Then(leftShape.Trailing(2)), leftShape);
        if (walk.Wants(right))
            Add(walk, right, x.Tensor!.Transpose(), upstream, Batch.Then(rightShape.Trailing(2)), rightShape);
    }

    /// <summary>Adds a·b to an operand's gradient: in the product itself where the walk has a sum, as for a weight used again and again.</summary>
    internal static void Add(BackwardWalk walk, Node? operand, Tensor a, Tensor b, Shape result, Shape shape)
    {
        if (result == shape && walk.TryOwnSum(operand, out Tensor? sum))
            Products.Run(a, b, sum, start: sum);
        else
            walk.Add(operand, Broadcasting.Reduce(a.MatMul(b), result, shape));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? byLeft = walk.Tangent(left) is { } da ? Push(Broadcasting.Align(da, leftShape, Shape), y.Tensor!) : null;
        Tensor? byRight = walk.Tangent(right) is { } db ? Push(x.Tensor!, Broadcasting.Align(db, rightShape, Shape)) : null;
        return byLeft is null ? byRight! : byRight is null ? byLeft : byLeft + byRight;
    }

    /// <summary>
    /// A tangent times a factor, on either side. Where an infinite tangent meets a factor of zero the kernel makes NaN; there
    /// the product is formed anew term by term, as the chain rule multiplies: what is multiplied by zero is not taken.
    /// </summary>
    internal static Tensor Push(Tensor a, Tensor b)
    {
        Tensor product = a.MatMul(b);
        long terms = (long)product.Count * a.Shape[-1];
        return terms > MostTerms || !double.IsNaN(product.Values().Sum().ToDouble()) ? product
            : Slopes.Times(a.Unsqueeze(-1), b.Unsqueeze(-3)).Sum(-2);
    }

    private static string Remedy(Tensor a, Tensor b) =>
        b.Rank > 1 && a.Shape[-1] == b.Shape[-1] ? $"did you mean {b.Name ?? "b"}.Transpose()?"
        : a.Rank > 1 && a.Shape[-2] == b.Shape[b.Rank == 1 ? 0 : -2] ? $"did you mean {a.Name ?? "a"}.Transpose()?"
        : "make the last size of the left and the last but one of the right equal";
}

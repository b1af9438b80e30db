namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The solution x of A·x = b, with A this tensor, by LU factorisation with row exchanges. A is <c>[…, n, n]</c>; b is
    /// <c>[…, n, k]</c>, a vector <c>[n]</c>, or a batch of vectors: of A's shape without its last axis. Batches broadcast.
    /// Derivative: A⁻ᵀ·u in b, and minus its product with xᵀ in A, with u the upstream gradient.
    /// Source: Golub and Van Loan, Matrix Computations, 3.4; Giles, 2008.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A is not square, or singular but for rounding; the sizes or batches do not fit; the element types differ.
    /// </exception>
    public Tensor Solve(Tensor right)
    {
        Errors.RequireNotNull(right);
        Matrices.RequireSquare(this, nameof(Solve));
        if (DType != right.DType)
            throw Errors.MixedTypes(nameof(Solve), this, right);
        bool vectors = right.Rank == 1 || right.Shape == Shape.Without(Rank - 1);
        if (right.Rank == 0 || right.Shape[vectors ? -1 : -2] != Shape[-1])
            throw Errors.Argument(nameof(Solve), $"{Described} and the right-hand side {right.Described} do not fit",
                $"give {Shape[-1]} rows, or for a batch of vectors Unsqueeze(-1) them", Shape, right.Shape);
        return vectors ? SolveNode.Apply(this, right.Unsqueeze(-1)).Squeeze(-1) : SolveNode.Apply(this, right);
    }
}

/// <summary>Matrices on both sides, so that leading dimensions cannot be taken for something else.</summary>
internal sealed class SolveNode : Node
{
    private readonly Node? left, right;
    private readonly Shape leftShape, rightShape;
    private Saved a, x;

    private SolveNode(Tensor a, Tensor b, Tensor result) : base(nameof(Tensor.Solve), result.Shape, result.DType)
    {
        (left, right, leftShape, rightShape) = (a.Node, b.Node, a.Shape, b.Shape);
        this.a = new(a);
        if (left is not null)
            x = new(result);
    }

    internal override int InputCount => 2;

    internal override IEnumerable<Tensor> SavedTensors => new[] { a.Tensor, x.Tensor }.OfType<Tensor>();

    private Shape Batch => Shape.Leading(2);

    public static Tensor Apply(Tensor a, Tensor b)
    {
        Shape batch = Broadcast.Shapes(a.Shape.Leading(2), b.Shape.Leading(2), nameof(Tensor.Solve), a, b);
        Tensor result = Value(a, b, batch, Shape.Checked(batch.Then(b.Shape.Trailing(2)), nameof(Tensor.Solve)));
        if (Recorder.Wants(nameof(Tensor.Solve), result, a, b))
            result.Record(new SolveNode(a, b, result));
        return result;
    }

    internal override Node? InputAt(int index) => index == 0 ? left : right;

    internal override Tensor? OperandAt(int index) => index == 0 ? a.Tensor : null;

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        Tensor byRight = Apply(a.Tensor!.Transpose(), upstream);
        if (walk.Wants(left))
            walk.Add(left, Broadcasting.Reduce(-byRight.MatMul(x.Tensor!.Transpose()), Batch.Then(leftShape.Trailing(2)), leftShape));
        if (walk.Wants(right))
            walk.Add(right, Broadcasting.Reduce(byRight, Shape, rightShape));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? byLeft = walk.Tangent(left) is { } da ? Broadcasting.Align(da, leftShape, Shape).MatMul(x.Tensor!) : null;
        Tensor? byRight = walk.Tangent(right) is { } db ? Broadcasting.Align(db, rightShape, Shape) : null;
        return Apply(a.Tensor!, byLeft is null ? byRight! : byRight is null ? -byLeft : byRight - byLeft);
    }

    private protected override void VerifySaved()
    {
        a.Verify(this);
        x.Verify(this);
    }

    private protected override void DropSaved()
    {
        a.Drop();
        x.Drop();
    }

    /// <summary>Each matrix is factored once, however many right-hand sides it is broadcast to.</summary>
    private static Tensor Value(Tensor a, Tensor b, Shape batch, Shape shape)
    {
        LuFactors[] factors = LuFactors.OfRegular(a, nameof(Tensor.Solve));
        double[][] columns = ColumnMajor.Read(b.Values().BroadcastTo(shape));
        int[] places = ColumnMajor.Places(a.Shape.Leading(2), batch);
        for (int i = 0; i < columns.Length; i++)
            factors[places[i]].Solve(columns[i]);
        return ColumnMajor.Write(columns, shape, a.DType);
    }
}

namespace Autograd;

/// <summary>
/// The matrix whose inner product with any V is the determinant's derivative along some directions and V: with no direction, that
/// of cofactors. It is linear in each direction, and moved by the matrix as by one direction more; as derivatives may be taken
/// in any order, what it maps is its own transpose.
/// </summary>
internal sealed class CofactorsNode : Node
{
    private readonly Node? matrixNode;
    private readonly Shape matrixShape;
    private readonly Node?[] nodes;
    private readonly Shape[] shapes;
    private DiagonalFactors[]? factors;
    private Saved saved;
    private Saved[] directions;

    private CofactorsNode(Tensor matrix, DiagonalFactors[] factors, Tensor[] directions, Tensor result)
        : base(nameof(Tensor.Determinant), result.Shape, result.DType)
    {
        (matrixNode, matrixShape, this.factors, saved) = (matrix.Node, matrix.Shape, factors, new(matrix));
        nodes = Array.ConvertAll(directions, static one => one.Node);
        shapes = Array.ConvertAll(directions, static one => one.Shape);
        this.directions = Array.ConvertAll(directions, static one => new Saved(one));
    }

    public static Tensor Of(Tensor matrix) => Apply(matrix, DiagonalFactors.Of(matrix), []);

    internal override int InputCount => 1 + nodes.Length;

    internal override IEnumerable<Tensor> SavedTensors => directions.Prepend(saved).Select(static one => one.Tensor).OfType<Tensor>();

    internal override Node? InputAt(int index) => index == 0 ? matrixNode : nodes[index - 1];

    internal override Tensor? OperandAt(int index) => index == 0 ? saved.Tensor : directions.Length == 0 ? null : directions[index - 1].Tensor;

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Wants(matrixNode))
            walk.Add(matrixNode, Broadcasting.Reduce(Along([.. Directions, upstream]), Shape, matrixShape));
        for (int i = 0; i < nodes.Length; i++)
            if (walk.Wants(nodes[i]))
                walk.Add(nodes[i], Broadcasting.Reduce(Along(With(i, upstream)), Shape, shapes[i]));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? sum = null;
        if (walk.Tangent(matrixNode) is { } moved)
            sum = Along([.. Directions, Broadcasting.Align(moved, matrixShape, Shape)]);
        for (int i = 0; i < nodes.Length; i++)
            if (walk.Tangent(nodes[i]) is { } tangent && Along(With(i, Broadcasting.Align(tangent, shapes[i], Shape))) is var part)
                sum = sum is null ? part : sum + part;
        return sum!;
    }

    private protected override void VerifySaved()
    {
        saved.Verify(this);
        foreach (Saved direction in directions)
            direction.Verify(this);
    }

    private protected override void DropSaved()
    {
        saved.Drop();
        (factors, directions) = (null, []);
    }

    private Tensor[] Directions => Array.ConvertAll(directions, static one => one.Tensor!);

    private Tensor[] With(int place, Tensor direction)
    {
        Tensor[] changed = Directions;
        changed[place] = direction;
        return changed;
    }

    private Tensor Along(Tensor[] all) => Apply(saved.Tensor!, factors!, all);

    private static Tensor Apply(Tensor matrix, DiagonalFactors[] factors, Tensor[] directions)
    {
        Shape batch = matrix.Shape.Leading(2);
        foreach (Tensor direction in directions)
            batch = Broadcast.Shapes(batch, direction.Shape.Leading(2), nameof(Tensor.Determinant), matrix, direction);
        Shape shape = batch.Then(matrix.Shape.Trailing(2));
        int[] places = ColumnMajor.Places(matrix.Shape.Leading(2), batch);
        double[][][] along = Array.ConvertAll(directions, one => ColumnMajor.Read(one.Values().BroadcastTo(shape)));
        double[][] found = [.. places.Select((place, i) => factors[place].Cofactors(Array.ConvertAll(along, one => one[i])))];
        Tensor result = ColumnMajor.Write(found, shape, matrix.DType);
        if (Recorder.Wants(nameof(Tensor.Determinant), result, [matrix, .. directions]))
            result.Record(new CofactorsNode(matrix, factors, directions, result));
        return result;
    }
}

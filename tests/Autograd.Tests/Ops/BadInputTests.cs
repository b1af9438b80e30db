namespace Autograd.Tests;

/// <summary>Operations refuse operands that do not go together, and name themselves, the shapes and a remedy.</summary>
public class BadInputTests
{
    private static readonly Tensor Matrix = Tensor.Ones<float>(3, 4);
    private static readonly Tensor Vector = Tensor.Ones<float>(5);
    private static readonly Tensor Double = Tensor.Ones<double>(3, 4);
    private static readonly Tensor Scalar = Tensor.From(1f);

    private static readonly Refusals Shapes = new()
    {
        { "Add", "Add", ["[3, 4]", "[5]"], static () => _ = Matrix + Vector },
        { "Subtract", "Subtract", ["[3, 4]", "[5]"], static () => _ = Matrix - Vector },
        { "Multiply", "Multiply", ["[3, 4]", "[5]"], static () => _ = Matrix * Vector },
        { "Divide", "Divide", ["[5]", "[3, 4]"], static () => _ = Vector / Matrix },
        { "Pow", "Pow", ["[3, 4]", "[5]"], static () => Matrix.Pow(Vector) },
        { "Maximum", "Maximum", ["[3, 4]", "[5]"], static () => Matrix.Maximum(Vector) },
        { "Minimum", "Minimum", ["[3, 4]", "[5]"], static () => Matrix.Minimum(Vector) },
        { "Atan2", "Atan2", ["[3, 4]", "[5]"], static () => Matrix.Atan2(Vector) },
        { "Hypot", "Hypot", ["[3, 4]", "[5]"], static () => Matrix.Hypot(Vector) },
        { "Greater", "Greater", ["[3, 4]", "[5]"], static () => Matrix.Greater(Vector) },
        { "Where, branches", "Where", ["[3, 4]", "[5]"], static () => Tensor.Where(Matrix, Matrix, Vector) },
        { "Where, condition", "Where", ["[3, 4]", "[5]"], static () => Tensor.Where(Vector, Matrix, Matrix) },
        { "BroadcastTo", "BroadcastTo", ["[3, 4]", "[4, 3]"], static () => Matrix.BroadcastTo(4, 3) },
        { "BroadcastTo fewer axes", "BroadcastTo", ["[3, 4]", "[4]"], static () => Matrix.BroadcastTo(4) },
        { "MatMul, inner sizes", "MatMul", ["[3, 4]", "[5, 2]"], static () => Matrix.MatMul(Tensor.Ones<float>(5, 2)) },
        { "MatMul, a vector", "MatMul", ["[3, 4]", "[5]"], static () => Matrix.MatMul(Vector) },
        { "MatMul, a scalar", "MatMul", ["[3, 4]", "[]"], static () => Matrix.MatMul(Scalar) },
        { "MatMul, batches", "MatMul", ["[2]", "[3]"], static () => Tensor.Ones<float>(2, 3, 4).MatMul(Tensor.Ones<float>(3, 4, 5)) },
        { "Dot", "Dot", ["[3, 4]", "[5]"], static () => Matrix.Dot(Vector) },
        { "Dot, lengths", "Dot", ["[4]", "[5]"], static () => Tensor.Ones<float>(4).Dot(Vector) },
        { "Outer", "Outer", ["[3, 4]", "[5]"], static () => Matrix.Outer(Vector) },
        { "Trace", "Trace", ["[5]"], static () => Vector.Trace() },
        { "Tril", "Tril", ["[5]"], static () => Vector.Tril() },
        { "Triu", "Triu", ["[5]"], static () => Vector.Triu() },
        { "Diagonal", "Diagonal", [], static () => Scalar.Diagonal() },
        { "Reshape", "Reshape", ["[3, 4]", "[5]"], static () => Matrix.Reshape(5) },
        { "Reshape, nothing fits", "Reshape", ["[3, 4]"], static () => Matrix.Reshape(5, -1) },
        { "Reshape, two unknown", "Reshape", [], static () => Matrix.Reshape(-1, -1) },
        { "Reshape, unknown of nothing", "Reshape", ["[0, 3]"], static () => Tensor.Zeros<float>(0, 3).Reshape(0, -1) },
        { "Squeeze", "Squeeze", ["[3, 4]"], static () => Matrix.Squeeze(0) },
        { "Permute, too few", "Permute", ["[3, 4]"], static () => Matrix.Permute(0) },
        { "Permute, twice", "Permute", ["[3, 4]"], static () => Matrix.Permute(0, -2) },
        { "Concat", "Concat", ["[3, 4]", "[5]"], static () => Tensor.Concat([Matrix, Vector]) },
        { "Concat, other sizes", "Concat", ["[3, 4]", "[3, 5]"], static () => Tensor.Concat([Matrix, Tensor.Ones<float>(3, 5)]) },
        { "Concat of nothing", "Concat", [], static () => Tensor.Concat([]) },
        { "Stack", "Stack", ["[3, 4]", "[5]"], static () => Tensor.Stack([Matrix, Vector]) },
        { "Stack of nothing", "Stack", [], static () => Tensor.Stack([]) },
        { "Pad, too many", "Pad", ["[5]"], static () => Vector.Pad([(1, 1), (1, 1)]) },
        { "Pad, negative", "Pad", ["-1"], static () => Vector.Pad([(-1, 1)]) },
        { "Tile, negative", "Tile", ["-2"], static () => Vector.Tile(-2) },
        { "Gather, count", "Gather", ["[3, 2]"], static () => Matrix.Gather(1, [0, 1], 3, 2) },
        { "Gather, rank", "Gather", ["[3, 4]", "[2]"], static () => Matrix.Gather(1, [0, 1], [2]) },
        { "Gather, not fitted", "Gather", ["[3, 4]"], static () => Matrix.Gather(1, [0, 1]) },
        { "Scatter, count", "Scatter", ["[3, 4]"], static () => Matrix.Scatter(1, [0], Matrix) },
        { "Scatter, size", "Scatter", ["[3, 4]", "[4, 1]"], static () => Matrix.Scatter(1, [0, 0, 0, 0], Tensor.Ones<float>(4, 1)) },
        { "ScatterAdd, rank", "ScatterAdd", ["[3, 4]", "[5]"], static () => Matrix.ScatterAdd(1, [0, 1, 2, 3, 0], Vector) },
        { "Indexer, too many", "Indexer", ["[5]"], static () => _ = Vector[0, 0, 0] },
        { "Indexer, two rests", "Indexer", [], static () => _ = Matrix[At.Rest, At.Rest] },
        { "LayerNorm of a scalar", "LayerNorm", [], static () => Scalar.LayerNorm() },
        { "LayerNorm, weight", "LayerNorm", ["[3, 4]", "[5]"], static () => Matrix.LayerNorm(Vector) },
        { "Linear, inner sizes", "Linear", ["[3, 4]", "[5, 2]"], static () => Matrix.Linear(Tensor.Ones<float>(5, 2)) },
        { "Linear, bias", "Linear", ["[4, 2]", "[5]"], static () => Matrix.Linear(Tensor.Ones<float>(4, 2), Vector) },
        { "Linear, weight", "Linear", ["[5]"], static () => Matrix.Linear(Vector) },
        { "Clamp", "Clamp", [], static () => Matrix.Clamp(2, 1) },
        { "Norm", "Norm", [], static () => Matrix.Norm(double.NaN) },
        { "MeanSquaredError", "MeanSquaredError", ["[3, 4]", "[3, 1]"], static () => Matrix.MeanSquaredError(Tensor.Ones<float>(3, 1)) },
        { "HuberLoss", "HuberLoss", ["[3, 4]", "[4]"], static () => Matrix.HuberLoss(Tensor.Ones<float>(4)) },
        { "HuberLoss, delta", "HuberLoss", [], static () => Matrix.HuberLoss(Matrix, 0) },
        { "BinaryCrossEntropyWithLogits", "BinaryCrossEntropyWithLogits", ["[3, 4]", "[]"], static () => Matrix.BinaryCrossEntropyWithLogits(Scalar) },
        { "CrossEntropy, targets", "CrossEntropy", ["[3, 4]", "[4]"], static () => Matrix.CrossEntropy(Tensor.Ones<float>(4)) },
        { "CrossEntropy, labels", "CrossEntropy", ["[3, 4]", "2 labels"], static () => Matrix.CrossEntropy([0, 1]) },
        { "CrossEntropy, no rows", "CrossEntropy", ["[0, 4]"], static () => Tensor.Zeros<float>(0, 4).CrossEntropy([]) },
    };

    private static readonly Refusals Types = new()
    {
        { "Add", "Add", ["Float32", "Float64"], static () => _ = Matrix + Double },
        { "Divide", "Divide", ["Float64", "Float32"], static () => _ = Double / Matrix },
        { "Pow", "Pow", ["Float32", "Float64"], static () => Matrix.Pow(Double) },
        { "Maximum", "Maximum", ["Float32", "Float64"], static () => Matrix.Maximum(Double) },
        { "Less", "Less", ["Float32", "Float64"], static () => Matrix.Less(Double) },
        { "Where, branches", "Where", ["Float32", "Float64"], static () => Tensor.Where(Matrix, Matrix, Double) },
        { "Where, condition", "Where", ["Float32", "Float64"], static () => Tensor.Where(Double, Matrix, Matrix) },
        { "MatMul", "MatMul", ["Float32", "Float64"], static () => Matrix.MatMul(Double.Transpose()) },
        { "Stack", "Stack", ["Float32", "Float64"], static () => Tensor.Stack([Matrix, Double]) },
        { "Outer", "Outer", ["Float32", "Float64"], static () => Vector.Outer(Tensor.Ones<double>(5)) },
        { "Dot", "Dot", ["Float32", "Float64"], static () => Vector.Dot(Tensor.Ones<double>(5)) },
        { "Concat", "Concat", ["Float32", "Float64"], static () => Tensor.Concat([Matrix, Double]) },
        { "Scatter", "Scatter", ["Float32", "Float64"], static () => Matrix.Scatter(0, new int[12], Double) },
        { "ScatterAdd", "ScatterAdd", ["Float32", "Float64"], static () => Matrix.ScatterAdd(0, new int[12], Double) },
        { "Linear", "Linear", ["Float32", "Float64"], static () => Matrix.Linear(Double.Transpose()) },
        { "MeanSquaredError", "MeanSquaredError", ["Float32", "Float64"], static () => Matrix.MeanSquaredError(Double) },
        { "CrossEntropy", "CrossEntropy", ["Float32", "Float64"], static () => Matrix.CrossEntropy(Double) },
    };

    private static readonly Refusals Ranges = new()
    {
        { "Sum", "Sum", ["[3, 4]", "axis 2"], static () => Matrix.Sum(2) },
        { "Sum, negative", "Sum", ["[3, 4]", "axis -3"], static () => Matrix.Sum(-3) },
        { "Sum of a scalar", "Sum", ["[]"], static () => Scalar.Sum(0) },
        { "Sum, several", "Sum", ["[3, 4]", "axis 5"], static () => Matrix.Sum([0, 5]) },
        { "Mean", "Mean", ["[3, 4]"], static () => Matrix.Mean(2) },
        { "Prod", "Prod", ["[3, 4]"], static () => Matrix.Prod(2) },
        { "Max", "Max", ["[3, 4]"], static () => Matrix.Max(2) },
        { "Min", "Min", ["[3, 4]"], static () => Matrix.Min(2) },
        { "LogSumExp", "LogSumExp", ["[3, 4]"], static () => Matrix.LogSumExp(2) },
        { "Variance", "Variance", ["[3, 4]"], static () => Matrix.Variance(2) },
        { "StandardDeviation", "StandardDeviation", ["[3, 4]"], static () => Matrix.StandardDeviation(2) },
        { "Norm", "Norm", ["[3, 4]"], static () => Matrix.Norm(2, 2) },
        { "ArgMax", "ArgMax", ["[3, 4]"], static () => Matrix.ArgMax(2) },
        { "CumulativeSum", "CumulativeSum", ["[3, 4]"], static () => Matrix.CumulativeSum(2) },
        { "CumulativeProduct", "CumulativeProduct", ["[3, 4]"], static () => Matrix.CumulativeProduct(-3) },
        { "Softmax", "Softmax", ["[3, 4]"], static () => Matrix.Softmax(2) },
        { "Softmax of a scalar", "Softmax", ["[]"], static () => Scalar.Softmax() },
        { "LogSoftmax", "LogSoftmax", ["[3, 4]"], static () => Matrix.LogSoftmax(2) },
        { "Transpose", "Transpose", ["[3, 4]"], static () => Matrix.Transpose(0, 2) },
        { "Permute", "Permute", ["[3, 4]"], static () => Matrix.Permute(0, 2) },
        { "Unsqueeze", "Unsqueeze", ["[3, 4]"], static () => Matrix.Unsqueeze(3) },
        { "Squeeze", "Squeeze", ["[3, 4]"], static () => Matrix.Squeeze(2) },
        { "Split", "Split", ["[3, 4]"], static () => Matrix.Split(1, 2) },
        { "Split, size", "Split", ["0"], static () => Matrix.Split(0, 1) },
        { "Chunk", "Chunk", ["[3, 4]"], static () => Matrix.Chunk(2, 2) },
        { "Chunk, count", "Chunk", ["0"], static () => Matrix.Chunk(0, 1) },
        { "Flip", "Flip", ["[3, 4]"], static () => Matrix.Flip(2) },
        { "Repeat", "Repeat", ["[3, 4]"], static () => Matrix.Repeat(2, 2) },
        { "Repeat, count", "Repeat", ["-1"], static () => Matrix.Repeat(-1, 0) },
        { "Select, axis", "Select", ["[3, 4]"], static () => Matrix.Select(2, 0) },
        { "Select, index", "Select", ["[3, 4]", "index 3"], static () => Matrix.Select(0, 3) },
        { "Select, negative index", "Select", ["[3, 4]", "index -1"], static () => Matrix.Select(0, -1) },
        { "Slice, stop", "Slice", ["[3, 4]"], static () => Matrix.Slice(0, 0, 4) },
        { "Slice, start", "Slice", ["[3, 4]"], static () => Matrix.Slice(0, -1, 2) },
        { "Slice, backwards", "Slice", ["[3, 4]"], static () => Matrix.Slice(0, 2, 1) },
        { "Slice, step", "Slice", ["step 0"], static () => Matrix.Slice(0, 0, 2, 0) },
        { "IndexSelect", "IndexSelect", ["[3, 4]", "index 3"], static () => Matrix.IndexSelect(0, 0, 3) },
        { "IndexSelect, negative", "IndexSelect", ["[3, 4]", "index -1"], static () => Matrix.IndexSelect(1, -1) },
        { "Gather", "Gather", ["[3, 4]", "index 4"], static () => Matrix.Gather(1, [0, 1, 4]) },
        { "Scatter", "Scatter", ["[3, 4]", "index 4"], static () => Matrix.Scatter(1, [4], Tensor.Ones<float>(1, 1)) },
        { "ScatterAdd", "ScatterAdd", ["[3, 4]", "index -1"], static () => Matrix.ScatterAdd(1, [-1], Tensor.Ones<float>(1, 1)) },
        { "Sort", "Sort", ["[3, 4]"], static () => Matrix.Sort(2) },
        { "TopK", "TopK", ["[3, 4]"], static () => Matrix.TopK(5) },
        { "TopK, negative", "TopK", ["[3, 4]"], static () => Matrix.TopK(-1) },
        { "Concat", "Concat", ["[3, 4]"], static () => Tensor.Concat([Matrix, Matrix], 2) },
        { "Stack", "Stack", ["[3, 4]"], static () => Tensor.Stack([Matrix, Matrix], 3) },
        { "Indexer, negative", "Indexer", ["-1", "^1"], static () => _ = Matrix[-1] },
        { "Indexer, negative among others", "Indexer", ["-2", "^2"], static () => _ = Matrix[.., -2] },
        { "CrossEntropy, label", "CrossEntropy", ["[3, 4]", "label 4"], static () => Matrix.CrossEntropy([0, 4, 1]) },
        { "CrossEntropy, negative label", "CrossEntropy", ["[3, 4]", "label -1"], static () => Matrix.CrossEntropy([0, 1, -1]) },
        { "Polygamma", "Polygamma", ["-1"], static () => Matrix.Polygamma(-1) },
        { "Dropout", "Dropout", ["1.5"], static () => Matrix.Dropout(1.5, new Random(1)) },
        { "Dropout, no number", "Dropout", ["NaN"], static () => Matrix.Dropout(double.NaN, new Random(1)) },
        { "Linspace", "Linspace", ["-1"], static () => Tensor.Linspace(0.0, 1, -1) },
    };

    public static TheoryData<string> NamesOfShapes => Shapes.Names;

    public static TheoryData<string> NamesOfTypes => Types.Names;

    public static TheoryData<string> NamesOfRanges => Ranges.Names;

    [Theory]
    [MemberData(nameof(NamesOfShapes))]
    public void ShapesThatDoNotFitAreRefused(string name) => Shapes[name].Verify<ArgumentException>();

    [Theory]
    [MemberData(nameof(NamesOfTypes))]
    public void MixedElementTypesAreRefused(string name) => Types[name].Verify<ArgumentException>();

    [Theory]
    [MemberData(nameof(NamesOfRanges))]
    public void AxesAndIndicesOutOfRangeAreRefused(string name) => Ranges[name].Verify<ArgumentOutOfRangeException>();

    [Fact]
    public void TheErrorListsTheShapesInOrder() => Refusal.Thrown<ArgumentException>("MatMul", [], static () => Matrix.MatMul(Vector))
        .Shapes.Select(static shape => shape.ToString()).Should().Equal("[3, 4]", "[5]");

    [Fact]
    public void MatMulGuessesATransposeThatWasForgotten() =>
        Refusal.Thrown<ArgumentException>("MatMul", [], static () => Matrix.MatMul(Tensor.Ones<float>(2, 4))).Remedy.Should().Contain("b.Transpose()");

    [Fact]
    public void IndicesOutsideTheIndexedAxisAreRefused()
    {
        foreach (Action act in (Action[])[() => _ = Matrix[3], () => _ = Matrix[^4], () => _ = Matrix[..5], () => _ = Matrix[0, 4], () => _ = Matrix[2..1]])
            act.Should().Throw<ArgumentOutOfRangeException>().Which.Should().BeAssignableTo<IAutogradError>()
                .Which.Remedy.Should().NotBeEmpty();
    }

    [Fact]
    public void AxesNamedTwiceAreRefused()
    {
        foreach (Action act in (Action[])[() => Matrix.Sum([0, -2]), () => Matrix.Flip(1, 1), () => Matrix.Max([1, 1]), () => Matrix.Norm(2, [0, 0])])
            act.Should().Throw<ArgumentException>().WithMessage("*twice*").Which.Should().BeAssignableTo<IAutogradError>();
    }

    [Fact]
    public void StrictBroadcastRefusesAllButScalars()
    {
        using (Autograd.Tape.StrictBroadcast())
        {
            Refusal.Thrown<ArgumentException>("Add", ["[3, 4]", "[4]"], static () => _ = Matrix + Tensor.Ones<float>(4));
            Refusal.Thrown<ArgumentException>("Maximum", ["[3, 4]", "[1, 1]"], static () => Matrix.Maximum(Tensor.Ones<float>(1, 1)));
            (Matrix + Scalar).Shape.Should().Equal(3, 4);
            (Matrix * 2).Shape.Should().Equal(3, 4);
            Matrix.Softmax().Shape.Should().Equal(3, 4);
        }

        (Matrix + Tensor.Ones<float>(4)).Shape.Should().Equal(3, 4);
    }
}

namespace Autograd.Tests;

public partial class ErrorTests
{
    private static void AddElementwise(BadCalls bad)
    {
        (string Operation, Action<Tensor> Act)[] pairs =
        [
            ("Add", static y => _ = Matrix + y), ("Subtract", static y => _ = Matrix - y), ("Multiply", static y => _ = Matrix * y),
            ("Divide", static y => _ = Matrix / y), ("Pow", static y => Matrix.Pow(y)), ("Hypot", static y => Matrix.Hypot(y)), ("LogAddExp", static y => Matrix.LogAddExp(y)),
            ("Xlogy", static y => Matrix.Xlogy(y)), ("Clamp", static y => Matrix.Clamp(y, y)), ("NotEqualTo", static y => Matrix.NotEqualTo(y)),
            ("CosineSimilarity", static y => Matrix.CosineSimilarity(y)),
            ("Atan2", static y => Matrix.Atan2(y)), ("Maximum", static y => Matrix.Maximum(y)), ("Minimum", static y => Matrix.Minimum(y)),
            ("Greater", static y => Matrix.Greater(y)), ("Less", static y => Matrix.Less(y)), ("EqualTo", static y => Matrix.EqualTo(y)),
            ("GreaterOrEqual", static y => Matrix.GreaterOrEqual(y)), ("LessOrEqual", static y => Matrix.LessOrEqual(y)),
            ("Map", static y => Tensor.Map(new Product(), Matrix, y)), ("Where", static y => Tensor.Where(Matrix, y, 0)),
        ];
        foreach ((string operation, Action<Tensor> act) in pairs)
        {
            bad.Argument(operation, "[3, 4] [5]", ["'m' [3, 4]", "'v' [5]", "broadcast"], () => act(Vector));
            bad.Argument(operation, "[3, 4] [3, 4]", ["Float64 'm' [3, 4]", "Float32", ".Cast(DType.Float64)"], () => act(Single));
        }

        bad.Argument("Add", "[3, 4] [3]", ["did you mean .Unsqueeze(-1) of [3]?"], static () => _ = Matrix + Tensor.Ones<double>(3));
        bad.Argument("Add", "[3, 4] [4, 3]", ["did you mean .Transpose()"], static () => _ = Matrix + Tensor.Ones<double>(4, 3));
        bad.Argument("Where", "[5] [3, 4]", ["'v'"], static () => Tensor.Where(Vector, Matrix, Matrix));
        bad.Argument("Clamp", "[3, 4]", ["2", "1", "did you mean Clamp(1, 2)?"], static () => Matrix.Clamp(2, 1));
        bad.Argument("Clamp", "[3, 4]", ["NaN"], static () => Matrix.Clamp(double.NaN, 1));
        bad.Argument("Clamp", "[] [3, 4]", ["element 0", "the lower bound [] is above", "'m' [3, 4]", "did you mean Clamp(max, min)?"], static () => Matrix.Clamp(Tensor.From(1e9), Matrix));
        bad.Argument("Clamp", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.Clamp(Matrix, Vector));
        bad.Range("Polygamma", "[3, 4]", ["order -1"], static () => Matrix.Polygamma(-1));
        bad.Range("Polygamma", "[3, 4]", ["order 1001", "1000"], static () => Matrix.Polygamma(1001));
        bad.Range("Cast", "[3, 4]", ["7", "DType.Float32"], static () => Matrix.Cast((DType)7));
        bad.Range("Dropout", "[3, 4]", ["p = -0.5"], static () => Matrix.Dropout(-0.5, new(1)));
        bad.Range("Dropout", "[3, 4]", ["NaN"], static () => Matrix.Dropout(double.NaN, new(1)));
    }

    private static void AddReductions(BadCalls bad)
    {
        (string Operation, Action<Tensor, int> Act)[] along =
        [
            ("Sum", static (x, axis) => x.Sum(axis)), ("Mean", static (x, axis) => x.Mean(axis)), ("Prod", static (x, axis) => x.Prod(axis)),
            ("Max", static (x, axis) => x.Max(axis)), ("Min", static (x, axis) => x.Min(axis)), ("LogSumExp", static (x, axis) => x.LogSumExp(axis)),
            ("Variance", static (x, axis) => x.Variance(axis)), ("StandardDeviation", static (x, axis) => x.StandardDeviation(axis)),
            ("Norm", static (x, axis) => x.Norm(2, axis)), ("Normalize", static (x, axis) => x.Normalize(2, axis)),
            ("CosineSimilarity", static (x, axis) => x.CosineSimilarity(x, axis)), ("Any", static (x, axis) => x.Any(axis)), ("All", static (x, axis) => x.All(axis)),
            ("CumulativeMax", static (x, axis) => x.CumulativeMax(axis)), ("CumulativeLogSumExp", static (x, axis) => x.CumulativeLogSumExp(axis)), ("ArgMax", static (x, axis) => x.ArgMax(axis)), ("ArgMin", static (x, axis) => x.ArgMin(axis)),
            ("CumulativeSum", static (x, axis) => x.CumulativeSum(axis)), ("CumulativeProduct", static (x, axis) => x.CumulativeProduct(axis)),
            ("Softmax", static (x, axis) => x.Softmax(axis)), ("LogSoftmax", static (x, axis) => x.LogSoftmax(axis)),
            ("Sort", static (x, axis) => x.Sort(axis)), ("TopK", static (x, axis) => x.TopK(1, axis)), ("Flip", static (x, axis) => x.Flip(axis)),
            ("Squeeze", static (x, axis) => x.Squeeze(axis)), ("Transpose", static (x, axis) => x.Transpose(0, axis)),
            ("Split", static (x, axis) => x.Split(1, axis)), ("Chunk", static (x, axis) => x.Chunk(1, axis)), ("Repeat", static (x, axis) => x.Repeat(1, axis)),
            ("Select", static (x, axis) => x.Select(axis, 0)), ("Slice", static (x, axis) => x.Slice(axis, 0, 1)),
            ("IndexSelect", static (x, axis) => x.IndexSelect(axis, 0)), ("Gather", static (x, axis) => x.Gather(axis, [0])),
            ("Scatter", static (x, axis) => x.Scatter(axis, [0], x)), ("ScatterAdd", static (x, axis) => x.ScatterAdd(axis, [0], x)),
            ("Concat", static (x, axis) => Tensor.Concat([x, x], axis)),
        ];
        foreach ((string operation, Action<Tensor, int> act) in along)
            bad.Range(operation, "[3, 4]", ["axis 2 is outside 'm' [3, 4]", "use -2 to 1"], () => act(Matrix, 2));

        bad.Argument("Sum", "[3, 4]", ["axis 0 of 'm' [3, 4] is named twice"], static () => Matrix.Sum([0, -2]));
        bad.Argument("Mean", "[0, 4]", ["'empty'"], static () => Empty.Mean());
        bad.Argument("Max", "[0, 4]", ["'empty'"], static () => Empty.Max(0));
        bad.Argument("Min", "[0, 4]", ["'empty'"], static () => Empty.Min());
        bad.Argument("ArgMax", "[0, 4]", ["'empty'"], static () => Empty.ArgMax(0));
        bad.Argument("ArgMin", "[0, 4]", ["'empty'"], static () => Empty.ArgMin(0));
        bad.Argument("Variance", "[]", ["1 element with correction 1"], static () => Scalar.Variance());
        bad.Argument("StandardDeviation", "[3, 4]", ["'m'", "12"], static () => Matrix.StandardDeviation(correction: 12));
        bad.Argument("Norm", "[3, 4]", ["NaN"], static () => Matrix.Norm(double.NaN));
        bad.Argument("Normalize", "[3, 4]", ["NaN"], static () => Matrix.Normalize(double.NaN));
    }

    private static void AddLayout(BadCalls bad)
    {
        bad.Argument("Reshape", "[3, 4] [5]", ["'m' [3, 4] has 12 elements"], static () => Matrix.Reshape(5));
        bad.Argument("Reshape", "[3, 4]", ["'m'", "by 5"], static () => Matrix.Reshape(5, -1));
        bad.Argument("Reshape", "[3, 4]", ["'m'", "-1"], static () => Matrix.Reshape(-1, -1));
        bad.Argument("Reshape", "", ["[-2, 6]"], static () => Matrix.Reshape(-2, 6));
        bad.Argument("BroadcastTo", "[3, 4] [4, 3]", ["'m'"], static () => Matrix.BroadcastTo(4, 3));
        bad.Argument("Squeeze", "[3, 4]", ["'m'", "size 3"], static () => Matrix.Squeeze(0));
        bad.Range("Unsqueeze", "[3, 4]", ["'m'", "-3 to 2"], static () => Matrix.Unsqueeze(3));
        bad.Argument("Permute", "[3, 4]", ["'m'", "1 axis"], static () => Matrix.Permute(0));
        bad.Argument("Permute", "[3, 4]", ["'m'", "twice"], static () => Matrix.Permute(0, 0));
        bad.Range("Select", "[3, 4]", ["index 3", "'m'", "0 to 2"], static () => Matrix.Select(0, 3));
        bad.Range("Slice", "[3, 4]", ["1..5", "'m'"], static () => Matrix.Slice(1, 1, 5));
        bad.Range("Slice", "[3, 4]", ["step 0", "Flip"], static () => Matrix.Slice(1, 0, 2, 0));
        bad.Range("IndexSelect", "[3, 4]", ["index 4", "'m'"], static () => Matrix.IndexSelect(1, 4));
        bad.Argument("Gather", "[3, 4]", ["1 index", "'m'", "multiple of 3"], static () => Matrix.Gather(1, [0]));
        bad.Argument("Gather", "[3, 4] [2]", ["'m'"], static () => Matrix.Gather(1, [0, 0], [2]));
        bad.Range("Gather", "[3, 4]", ["index -1", "'m'"], static () => Matrix.Gather(1, [0, 0, -1]));
        bad.Argument("Scatter", "[3, 4] [5]", ["'m'"], static () => Matrix.Scatter(0, [0, 0, 0, 0, 0], Vector));
        bad.Argument("Scatter", "[3, 4] [5]", ["1 index"], static () => Matrix.Scatter(0, [0], Vector));
        bad.Argument("ScatterAdd", "[3, 4] [3, 4]", ["Float32", "'m'"], static () => Matrix.ScatterAdd(0, new int[12], Single));
        bad.Range("TopK", "[3, 4]", ["5 largest", "'m'", "0 to 4"], static () => Matrix.TopK(5));
        bad.Range("Split", "[3, 4]", ["'m'", "size 0"], static () => Matrix.Split(0, 0));
        bad.Range("Chunk", "[3, 4]", ["'m'", "-1 parts"], static () => Matrix.Chunk(-1, 0));
        bad.Range("Repeat", "[3, 4]", ["'m'", "-1 copies"], static () => Matrix.Repeat(-1, 0));
        bad.Argument("Tile", "[3, 4]", ["'m'", "-1 copies"], static () => Matrix.Tile(-1));
        bad.Argument("Tile", "", ["split the work"], static () => Matrix.Tile(int.MaxValue));
        bad.Argument("Pad", "[3, 4]", ["'m'", "3 pads"], static () => Matrix.Pad([(1, 1), (1, 1), (1, 1)]));
        bad.Argument("Pad", "[3, 4]", ["'m'", "(-1, 0)", "Slice"], static () => Matrix.Pad([(-1, 0)]));
        bad.Argument("Pad", "", ["split the work"], static () => Matrix.Pad([(int.MaxValue, 0)]));
        bad.Argument("Concat", "", ["nothing to join"], static () => Tensor.Concat([]));
        bad.Argument("Concat", "[3, 4] [5]", ["'m'", "'v'"], static () => Tensor.Concat([Matrix, Vector]));
        bad.Range("Concat", "[]", ["scalar", "Tensor.Stack"], static () => Tensor.Concat([Tensor.From(1.0), Tensor.From(2.0)]));
        bad.Argument("Concat", "[5] []", ["'v'", ".Unsqueeze(0)", "Tensor.Stack"], static () => Tensor.Concat([Vector, Tensor.From(1.0)]));
        bad.Argument("Concat", "[3, 4] [3, 4]", ["Float32"], static () => Tensor.Concat([Matrix, Single]));
        bad.Argument("Concat", "", ["tensor 1 is null"], static () => Tensor.Concat([Matrix, null!]));
        bad.Argument("Stack", "", ["nothing to stack"], static () => Tensor.Stack([]));
        bad.Argument("Stack", "[3, 4] [5]", ["'m'", "'v'"], static () => Tensor.Stack([Matrix, Vector]));
        bad.Argument("Stack", "", ["tensor 0 is null"], static () => Tensor.Stack([null!]));
        bad.Range("Stack", "[3, 4]", ["'m'", "-3 to 2"], static () => Tensor.Stack([Matrix], 3));
        bad.Argument("Tril", "[5]", ["'v'"], static () => Vector.Tril());
        bad.Argument("Triu", "[5]", ["'v'"], static () => Vector.Triu());
        bad.Argument("Diagonal", "[]", ["scalar"], static () => Scalar.Diagonal());

        bad.Range("Indexer", "", ["did you mean ^1"], static () => _ = Matrix[-1]);
        bad.Range("Indexer", "[3, 4]", ["index 3", "axis 0", "'m'", "0 to 2"], static () => _ = Matrix[3]);
        bad.Range("Indexer", "[3, 4]", ["index 4", "axis 1 of 'm' [3, 4]"], static () => _ = Matrix[0, 4]);
        bad.Range("Indexer", "[3, 4]", ["index 4", "axis 1 of 'm' [3, 4]"], static () => _ = Matrix[^1, 4]);
        bad.Range("Indexer", "[3, 4]", ["index 4", "axis 1 of 'm' [3, 4]"], static () => _ = Matrix[At.NewAxis, At.Rest, 4]);
        bad.Range("Indexer", "[3, 4]", ["index ^5", "axis 1", "^1 to ^4"], static () => _ = Matrix[0, ^5]);
        bad.Range("Indexer", "[3, 4]", ["1..6", "axis 1 of 'm' [3, 4]"], static () => _ = Matrix[.., 1..6]);
        bad.Range("Indexer", "[3, 4]", ["step 0", "axis 1"], static () => _ = Matrix[.., At.Step(.., 0)]);
        bad.Range("Indexer", "[0, 4]", ["index 0", "'empty'"], static () => _ = Empty[0]);
        bad.Argument("Indexer", "[]", ["1 axis", "ToDouble"], static () => _ = Scalar[0]);
        bad.Argument("Indexer", "[5]", ["2 axes", "'v'"], static () => _ = Vector[0, 0]);
        bad.Argument("Indexer", "[5]", ["3 axes", "'v'"], static () => _ = Vector[0, .., 0]);
        bad.Argument("Indexer", "[3, 4]", ["At.Rest", "'m'"], static () => _ = Matrix[At.Rest, At.Rest]);
        bad.Argument("Indexer", "[]", ["1 axis"], static () => _ = Scalar[default(At), At.NewAxis]);
    }

    private readonly struct Product : IFormula2
    {
        public R Of<R>(R a, R b) where R : struct, IReal<R> => a * b;
    }
}

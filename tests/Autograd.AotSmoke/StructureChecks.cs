using System.Numerics;
using Autograd.Optimization;

namespace Autograd.AotSmoke;

/// <summary>Reductions, layouts, products, losses, scopes and errors.</summary>
internal static class StructureChecks<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Run()
    {
        Reductions();
        Layouts();
        Products();
        Losses();
        Behaviour();
        Training();
        Anomalies();
    }

    private static Tensor Of(double[] values, params int[] shape) =>
        Tensor.Parameter(Tensor.From(Array.ConvertAll(values, T.CreateChecked), shape));

    private static Tensor Matrix() => Of([1, 2, 3, 4, 5, 6], 2, 3);

    /// <summary>Checks a result, and the gradient of its elements weighted 1, 2, 3, ….</summary>
    private static void Case(string name, Tensor x, Func<Tensor, Tensor> apply, double[] value, double[] gradient)
    {
        Tensor y = apply(x);
        Check.Near<T>(name, y, value);
        Tensor weights = Tensor.From([.. Enumerable.Range(1, y.Count).Select(i => T.CreateChecked(i))], [.. y.Shape]);
        y.Backward(weights);
        Check.Near<T>($"gradient of {name}", x.Grad, gradient);
    }

    private static void Reductions()
    {
        Case("Sum", Matrix(), x => x.Sum(), [21], [1, 1, 1, 1, 1, 1]);
        Case("Sum of columns", Matrix(), x => x.Sum(0), [5, 7, 9], [1, 2, 3, 1, 2, 3]);
        Case("Sum of rows", Matrix(), x => x.Sum([-1], keepDims: true), [6, 15], [1, 1, 1, 2, 2, 2]);
        Case("Mean", Matrix(), x => x.Mean(1), [2, 5], [1 / 3.0, 1 / 3.0, 1 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0]);
        Case("Prod", Matrix(), x => x.Prod(1), [6, 120], [6, 3, 2, 60, 48, 40]);
        Case("Max", Matrix(), x => x.Max(0), [4, 5, 6], [0, 0, 0, 1, 2, 3]);
        Case("Min", Of([2, 1, 1], 3), x => x.Min(), [1], [0, 0.5, 0.5]);
        double shifted = Math.Log(1 + Math.Exp(1));
        Case("LogSumExp", Of([1000, 1001], 2), x => x.LogSumExp(), [1000 + shifted], [Math.Exp(-shifted), Math.Exp(1 - shifted)]);
        Case("Variance", Matrix(), x => x.Variance(1), [1, 1], [-1, 0, 1, -2, 0, 2]);
        Case("StandardDeviation", Matrix(), x => x.StandardDeviation(1, correction: 0), [Math.Sqrt(2 / 3.0), Math.Sqrt(2 / 3.0)],
            [-Math.Sqrt(1 / 6.0), 0, Math.Sqrt(1 / 6.0), -Math.Sqrt(2 / 3.0), 0, Math.Sqrt(2 / 3.0)]);
        Case("Norm", Of([3, 4], 2), x => x.Norm(), [5], [0.6, 0.8]);
        Case("Norm of order 1", Of([3, -4], 2), x => x.Norm(1), [7], [1, -1]);
        Case("CumulativeSum", Of([1, 2, 3], 3), x => x.CumulativeSum(0), [1, 3, 6], [6, 5, 3]);
        Case("CumulativeProduct", Of([1, 2, 3], 3), x => x.CumulativeProduct(0), [1, 2, 6], [1 + 2 * 2 + 3 * 6, 2 + 3 * 3, 3 * 2]);
        Check.That("ArgMax", Matrix().ArgMax() == 5 && Matrix().ArgMax(1) is [2, 2] && Matrix().ArgMin(0) is [0, 0, 0]);
    }

    private static void Layouts()
    {
        Case("Transpose", Matrix(), x => x.Transpose(), [1, 4, 2, 5, 3, 6], [1, 3, 5, 2, 4, 6]);
        Case("Permute", Matrix(), x => x.Reshape(1, 2, 3).Permute(2, 0, 1), [1, 4, 2, 5, 3, 6], [1, 3, 5, 2, 4, 6]);
        Case("Reshape", Matrix(), x => x.Reshape(3, -1), [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]);
        Case("indexer", Matrix(), x => x[^1, 1..], [5, 6], [0, 0, 0, 0, 1, 2]);
        Case("indexer with a step", Matrix(), x => x[At.Rest, At.Step(.., 2)], [1, 3, 4, 6], [1, 0, 2, 3, 0, 4]);
        Case("BroadcastTo", Of([1, 2], 2), x => x.BroadcastTo(2, 2), [1, 2, 1, 2], [4, 6]);
        Case("Flip", Of([1, 2, 3], 3), x => x.Flip(0), [3, 2, 1], [3, 2, 1]);
        Case("Tile", Of([1, 2], 2), x => x.Tile(2), [1, 2, 1, 2], [4, 6]);
        Case("Repeat", Of([1, 2], 2), x => x.Repeat(2, 0), [1, 1, 2, 2], [3, 7]);
        Case("Pad", Of([1, 2], 2), x => x.Pad([(1, 1)], 9), [9, 1, 2, 9], [2, 3]);
        Case("Tril", Of([1, 2, 3, 4], 2, 2), x => x.Tril(), [1, 0, 3, 4], [1, 0, 3, 4]);
        Case("Triu", Of([1, 2, 3, 4], 2, 2), x => x.Triu(), [1, 2, 0, 4], [1, 2, 0, 4]);
        Case("Diagonal", Of([1, 2, 3, 4], 2, 2), x => x.Diagonal(), [1, 4], [1, 0, 0, 2]);
        Case("Trace", Of([1, 2, 3, 4], 2, 2), x => x.Trace(), [5], [1, 0, 0, 1]);
        Case("IndexSelect", Matrix(), x => x.IndexSelect(1, 2, 2), [3, 3, 6, 6], [0, 0, 3, 0, 0, 7]);
        Case("Gather", Matrix(), x => x.Gather(1, [2, 0], 2, 1), [3, 4], [0, 0, 1, 2, 0, 0]);
        Case("Scatter", Of([7, 8], 2), x => Tensor.Zeros<T>(3).Scatter(0, [2, 0], x), [8, 0, 7], [3, 1]);
        Case("ScatterAdd", Of([7, 8], 2), x => Tensor.Ones<T>(3).ScatterAdd(0, [2, 2], x), [1, 1, 16], [3, 3]);
        Case("Sort", Of([3, 1, 2], 3), x => x.Sort(), [1, 2, 3], [3, 1, 2]);
        Case("TopK", Of([3, 1, 2], 3), x => x.TopK(2), [3, 2], [1, 0, 2]);
        Case("Split", Matrix(), x => Tensor.Concat(x.Split(1, 1), 0), [1, 4, 2, 5, 3, 6], [1, 3, 5, 2, 4, 6]);
        Case("Chunk", Matrix(), x => Tensor.Stack(x.Chunk(3, 1)).Squeeze(), [1, 4, 2, 5, 3, 6], [1, 3, 5, 2, 4, 6]);
        Case("Clone", Matrix(), x => x.Clone(), [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]);
        Check.That("Cast", Matrix().Cast(DType.Float64).Cast(DType.Float32).ToArray<float>() is [1, 2, 3, 4, 5, 6]);
    }

    private static void Products()
    {
        Tensor a = Matrix(), b = Of([1, 0, 2, 1, 0, 3], 3, 2);
        Tensor product = a.MatMul(b);
        Check.Near<T>("MatMul", product, 5, 11, 14, 23);
        product.Sum().Backward();
        Check.Near<T>("left gradient of MatMul", a.Grad, 1, 3, 3, 1, 3, 3);
        Check.Near<T>("right gradient of MatMul", b.Grad, 5, 5, 7, 7, 9, 9);

        // Large enough for whole register tiles and for their rests: the product of constants is known.
        Tensor left = Tensor.Parameter(Tensor.Full(T.CreateChecked(0.5), 70, 131)), right = Tensor.Full(T.CreateChecked(2), 131, 67);
        Tensor large = left.MatMul(right);
        Check.Near<T>("large MatMul", large, [.. Enumerable.Repeat(131.0, 70 * 67)]);
        large.Sum().Backward();
        Check.Near<T>("gradient of large MatMul", left.Grad, [.. Enumerable.Repeat(134.0, 70 * 131)]);

        Case("batched MatMul", Of([1, 2, 3, 4], 2, 1, 2), x => x.MatMul(Tensor.From([T.One, T.One], 2, 1)), [3, 7], [1, 1, 2, 2]);
        Case("Dot", Of([1, 2, 3], 3), x => x.Dot(x), [14], [2, 4, 6]);
        Case("Outer", Of([1, 2], 2), x => x.Outer(Tensor.From([T.One, T.CreateChecked(3)])), [1, 3, 2, 6], [7, 15]);
    }

    private static void Losses()
    {
        double s = 1 / (1 + Math.Exp(-1)), slope = s * (1 - s);
        Case("Softmax", Of([0, 1], 2), x => x.Softmax(), [1 - s, s], [-slope, slope]);
        Case("LogSoftmax", Of([0, 1], 2), x => x.LogSoftmax(), [Math.Log(1 - s), Math.Log(s)], [1 - 3 * (1 - s), 2 - 3 * s]);
        Case("CrossEntropy", Of([0, 1, 1, 0], 2, 2), x => x.CrossEntropy([1, 1]), [(-Math.Log(s) - Math.Log(1 - s)) / 2],
            [(1 - s) / 2, (s - 1) / 2, s / 2, -s / 2]);
        Case("BinaryCrossEntropyWithLogits", Of([1], 1), x => x.BinaryCrossEntropyWithLogits(Tensor.Ones<T>(1)), [-Math.Log(s)], [s - 1]);
        Case("MeanSquaredError", Of([1, 2], 2), x => x.MeanSquaredError(Tensor.Zeros<T>(2)), [2.5], [1, 2]);
        Case("HuberLoss", Of([0.5, 3], 2), x => x.HuberLoss(Tensor.Zeros<T>(2)), [(0.125 + 2.5) / 2], [0.25, 0.5]);
        Case("LayerNorm", Of([1, 3], 2), x => x.LayerNorm(epsilon: 0), [-1, 1], [0, 0]);
        Tensor dropped = Tensor.Ones<T>(1000).Dropout(0.5, new Random(1));
        Check.That("Dropout", dropped.ToArray<T>().All(value => T.IsZero(value) || value == T.CreateChecked(2)) && dropped.Sum().ToDouble() is > 800 and < 1200);
    }

    private static void Behaviour()
    {
        Tensor x = Matrix(), lost, kept;
        using (TensorScope scope = new())
        {
            kept = scope.Keep(x * 2);
            lost = x * 3;
        }

        Check.Near<T>("a kept tensor", kept, 2, 4, 6, 8, 10, 12);
        Check.Throws<ObjectDisposedException>("a tensor whose scope has ended", () => lost.ToArray<T>(), "Keep");
        Check.Throws<ArgumentException>("inner sizes", () => x.MatMul(x), "MatMul: inner sizes differ, [2, 3] · [2, 3]");
        Check.Throws<ArgumentException>("shapes that do not broadcast", () => _ = x + Tensor.Ones<T>(2), "[2, 3]");
        Check.Throws<ArgumentOutOfRangeException>("an axis out of range", () => x.Sum(2), "[2, 3]");
        Check.Throws<ArgumentException>("several elements without upstream", () => (x * x).Backward(), "upstream");
        Check.Throws<ArgumentException>("mixed element types", () => _ = Tensor.From(1.0) + Tensor.From(1f), "Cast(DType.Float64)");

        Tensor loss = (x * x).Sum();
        loss.Backward(retainGraph: true);
        loss.Backward();
        Check.Near<T>("gradients that accumulate", x.Grad, 4, 8, 12, 16, 20, 24);
        Check.Throws<InvalidOperationException>("a released tape", () => loss.Backward(), "retainGraph");

        Tensor parameter = Tensor.Parameter(Tensor.Ones<T>(2)), squared = (parameter * parameter).Sum();
        parameter.Assign(Tensor.Zeros<T>(2));
        Check.Throws<InvalidOperationException>("a parameter assigned since it was recorded", () => squared.Backward(), "");

        using (Tape.NoGrad())
            Check.That("NoGrad", !(x * x).RequiresGrad);
        Tape tape = Tape.Of((x * x).Named("square").Sum());
        Check.That("Tape", tape.Nodes.Count == 3 && tape.Statistics.ByOperation["Multiply"].Nodes == 1, $"{tape.Nodes.Count} nodes");
        string text = $"{x.Detach()} of {x.Shape}";
        Check.That("ToString", text.Contains('6') && text.EndsWith("of [2, 3]", StringComparison.Ordinal), text);
    }

    private static void Training()
    {
        Tensor x = Tensor.Linspace(-T.One, T.One, 64).Reshape(64, 1), target = (x * x).Detach();
        Random random = new(1);
        Tensor[] parameters =
        [
            Tensor.Parameter(Tensor.Normal<T>(random, 1, 16)), Tensor.Parameter(Tensor.Normal<T>(random, 16)),
            Tensor.Parameter(Tensor.Normal<T>(random, 16, 1) * 0.25), Tensor.Parameter(Tensor.Zeros<T>(1)),
        ];
        Adam optimizer = new(parameters, learningRate: 0.01);
        double loss = double.NaN;
        for (int step = 0; step < 500; step++)
        {
            using TensorScope scope = new();
            Tensor error = x.Linear(parameters[0], parameters[1]).Tanh().Linear(parameters[2], parameters[3]).MeanSquaredError(target);
            error.Backward();
            optimizer.Step();
            optimizer.ZeroGrad();
            loss = error.ToDouble();
        }

        Check.That($"training in {typeof(T).Name}", loss < 2e-3, $"ended with a loss of {loss}");
    }

    private static void Anomalies()
    {
        Tensor x = Of([1, 0], 2).Named("x");
        using Scope _ = Tape.DetectAnomaly();
        Check.Throws<AnomalyException>($"anomaly forward in {typeof(T).Name}", () => x.Log(), "Log: 1 of the 2 elements of its result [2] is NaN or infinite");
        Tensor y = x.Sqrt();
        Check.Throws<AnomalyException>($"anomaly backward in {typeof(T).Name}", () => y.Sum().Backward(), "[1] = ∞, where the operand is 0 and the local gradient ∞");
    }
}

namespace Autograd.Tests;

/// <summary>
/// What is computed line by line in kernels, against the same rule in tensor operations and against plain sums in double
/// precision: along every axis, for every length around a register's, and for all that an upstream gradient can be.
/// </summary>
public class LinewiseTests
{
    public static TheoryData<string, DType> All()
    {
        TheoryData<string, DType> data = [];
        foreach (string operation in (string[])["Softmax", "LogSoftmax", "LogSumExp", "LayerNorm", "CrossEntropy", "Variance", "StandardDeviation", "Norm", "Max", "Min"])
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(operation, type);
        return data;
    }

    private static Tensor Apply(string operation, Tensor x, int axis) => operation switch
    {
        "Softmax" => x.Softmax(axis),
        "LogSoftmax" => x.LogSoftmax(axis),
        "LogSumExp" => x.LogSumExp(axis),
        "LayerNorm" => x.LayerNorm(Ramp(x.Shape[^1], x.DType), Ramp(x.Shape[^1], x.DType) * -2),
        "CrossEntropy" => x.CrossEntropy([.. Enumerable.Range(0, x.Count / x.Shape[^1]).Select(row => row * 7 % x.Shape[^1])]),
        "Variance" => x.Variance(axis, correction: 0),
        "StandardDeviation" => x.StandardDeviation(axis, correction: 0),
        "Norm" => x.Norm(2, axis),
        "Min" => x.Min(axis),
        _ => x.Max(axis),
    };

    private static Tensor Ramp(int length, DType type) => Tensor.From([.. Enumerable.Range(0, length).Select(i => 0.5 + i % 7)]).Cast(type);

    private static Tensor Draw(int seed, DType type, params int[] shape) => Tensor.Normal<double>(new Random(seed), shape).Cast(type);

    [Theory]
    [MemberData(nameof(All))]
    public void KernelsAgreeWithTheRuleInTensorOperations(string operation, DType type)
    {
        foreach (int length in (int[])[1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, 64, 65, 70, 130])
            foreach (int[] shape in (int[][])[[5, length], [19, length], [2, length, 3], [length, 37]])
            {
                int axis = Array.IndexOf(shape, length, shape.Length == 2 && shape[1] == length ? 1 : 0);
                if (operation is "LayerNorm" or "CrossEntropy")
                    axis = shape.Length - 1;
                Agrees(operation, Draw(length, type, shape), axis);
            }
    }

    private static void Agrees(string operation, Tensor x, int axis)
    {
        string because = $"for {operation} of {x.DType} {x.Shape} along {axis}";
        foreach (Tensor value in (Tensor[])[x, x.Transpose().Contiguous().Transpose(), x.Repeat(2, -1).Slice(-1, 0, 2 * x.Shape[^1], 2)])
        {
            Tensor parameter = Tensor.Parameter(value.Detach());
            Tensor y = Apply(operation, parameter, axis);
            foreach (Tensor upstream in Upstreams(y))
            {
                Tensor fast = BackwardWalk.To([y], [upstream], [parameter], createGraph: false, "Vjp")[0]!;
                Tensor traced = BackwardWalk.To([y], [upstream], [parameter], createGraph: true, "Vjp")[0]!;
                fast.Shape.ToArray().Should().Equal(traced.Shape.ToArray(), because);
                fast.ShouldHold(traced.Doubles(), because, x.DType == DType.Float32 ? 2e-5 : 1e-12);
            }
        }
    }

    /// <summary>Dense, repeated altogether, along the last axis, along all others, transposed, and three directions at once.</summary>
    private static IEnumerable<Tensor> Upstreams(Tensor y)
    {
        yield return Draw(1, y.DType, [.. y.Shape]);
        yield return Tensor.Scalar(1.5, y.DType).BroadcastTo(y.Shape);
        yield return Draw(4, y.DType, [3, .. y.Shape]);
        if (y.Rank == 0)
            yield break;
        yield return Draw(2, y.DType, [.. y.Shape.Take(y.Rank - 1), 1]).BroadcastTo(y.Shape);
        yield return Draw(3, y.DType, y.Shape[^1]).BroadcastTo(y.Shape);
        yield return Draw(5, y.DType, [.. y.Transpose().Shape]).Transpose();
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ValuesAgreeWithPlainSums(DType type)
    {
        for (int length = 1; length <= 70; length++)
        {
            Tensor x = Draw(length, type, 18, length);
            double[] values = x.Doubles(), softmax = new double[values.Length], normal = new double[values.Length], logSumExp = new double[18];
            for (int row = 0; row < 18; row++)
            {
                double[] line = values[(row * length)..((row + 1) * length)];
                double peak = line.Max(), sum = line.Sum(value => Math.Exp(value - peak)), mean = line.Average();
                double scale = 1 / Math.Sqrt(line.Average(value => (value - mean) * (value - mean)) + 1e-5);
                logSumExp[row] = peak + Math.Log(sum);
                for (int i = 0; i < length; i++)
                    (softmax[row * length + i], normal[row * length + i]) = (Math.Exp(line[i] - peak) / sum, (line[i] - mean) * scale);
            }

            string because = $"with {length} elements";
            x.Softmax().ShouldHold(softmax, because);
            x.Transpose().Softmax(0).Transpose().ShouldHold(softmax, because);
            x.LogSoftmax().Exp().ShouldHold(softmax, because, type == DType.Float32 ? 4e-6 : 1e-13);
            x.LogSumExp(1).ShouldHold(logSumExp, because);
            x.LayerNorm().ShouldHold(normal, because, type == DType.Float32 ? 1e-5 : 1e-12);
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void SpreadsAndExtremesOverSeveralAxesAreThoseOfTheirLines(DType type)
    {
        Tensor x = Draw(1, type, 3, 4, 5, 6);
        foreach (int[] axes in (int[][])[[0], [1, 2], [0, 2], [1, 3], [0, 1, 3], [0, 1, 2, 3]])
        {
            string because = $"over [{string.Join(", ", axes)}]";
            int[] kept = [.. Enumerable.Range(0, 4).Except(axes)];
            Tensor lines = x.Permute([.. kept, .. axes]).Reshape([.. kept.Select(axis => x.Shape[axis]), -1]).Contiguous();
            foreach (Func<Tensor, int[], Tensor> f in (Func<Tensor, int[], Tensor>[])[(x, axes) => x.Variance(axes), (x, axes) => x.StandardDeviation(axes), (x, axes) => x.Norm(2, axes), (x, axes) => x.Min(axes)])
            {
                Tensor expected = f(lines, [lines.Rank - 1]), upstream = Draw(2, type, [.. expected.Shape]);
                f(x, axes).ShouldHold(expected.Doubles(), because);
                Tensor gradient = Derivatives.Of(x => f(x, axes), x, upstream), alike = Derivatives.Of(x => f(x, [x.Rank - 1]), lines, upstream);
                gradient.Permute([.. kept, .. axes]).ShouldHold(alike.Doubles(), because);
            }
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void RunningSumsAgreeWithPlainSumsFromBothEnds(DType type)
    {
        foreach (int length in (int[])[1, 2, 17, 63, 64, 65, 71, 72, 79, 80, 127, 130, 1000])
        {
            Tensor x = Draw(length, type, 5, length).Abs();
            double[] values = x.Doubles(), forward = new double[values.Length], backward = new double[values.Length];
            for (int row = 0; row < 5; row++)
                for (int i = 0, j = length - 1; i < length; i++, j--)
                {
                    int at = row * length + i, mirrored = row * length + j;
                    forward[at] = values[at] + (i == 0 ? 0 : forward[at - 1]);
                    backward[mirrored] = values[mirrored] + (i == 0 ? 0 : backward[mirrored + 1]);
                }

            string because = $"with {length} elements";
            double tolerance = type == DType.Float32 ? 2e-5 : 1e-13;
            foreach (Tensor arranged in (Tensor[])[x, x.Transpose().Contiguous().Transpose(), x.Repeat(2, -1).Slice(-1, 0, 2 * length, 2)])
            {
                arranged.CumulativeSum(1).ShouldHold(forward, because, tolerance);
                arranged.Transpose().CumulativeSum(0).Transpose().ShouldHold(forward, because, tolerance);
                Derivatives.Of(static x => x.CumulativeSum(1), x, arranged).ShouldHold(backward, because, tolerance);
            }

            Tensor.Scalar(0.5, type).BroadcastTo(3, length).CumulativeSum(1)
                .ShouldHold([.. Enumerable.Range(0, 3 * length).Select(i => 0.5 * (i % length + 1))], because);
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void RunningSumsMeetWhatStandsBeforeThemAlone(DType type)
    {
        double[] values = new double[100];
        (values[40], values[70]) = (double.PositiveInfinity, double.NaN);
        Values.Vector(type, values).CumulativeSum(0).ShouldHold([.. Enumerable.Range(0, 100).Select(static i => i < 40 ? 0 : i < 70 ? double.PositiveInfinity : double.NaN)]);
        double[] fromTheEnd = [.. Enumerable.Range(0, 100).Select(static i => i > 70 ? 0 : double.NaN)];
        Derivatives.Of(static x => x.CumulativeSum(0), Tensor.Zeros<double>(100).Cast(type), Values.Vector(type, values)).ShouldHold(fromTheEnd);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void InfiniteAndMissingNumbersStayInTheirRows(DType type)
    {
        const double infinity = double.PositiveInfinity;
        foreach (int length in (int[])[3, 8, 16, 21, 40])
        {
            double[] ordinary = [.. Enumerable.Range(0, length).Select(i => i * 0.1)];
            double[] reaching = [.. ordinary], empty = [.. ordinary.Select(_ => -infinity)], missing = [.. ordinary];
            (reaching[0], reaching[length - 1], missing[length - 1]) = (infinity, infinity, double.NaN);
            Tensor x = Values.Of(type, [4, length], [.. ordinary, .. reaching, .. empty, .. missing]);
            double[] shares = new double[length];
            shares[0] = shares[length - 1] = 0.5;
            double total = ordinary.Sum(Math.Exp);
            double[] expected = [.. ordinary.Select(value => Math.Exp(value) / total), .. shares, .. ordinary.Select(_ => 1.0 / length), .. ordinary.Select(_ => double.NaN)];
            x.Softmax().ShouldHold([4, length], expected);
            x.Transpose().Softmax(0).Transpose().ShouldHold([4, length], expected);
            x.LogSoftmax().Exp().ShouldHold(expected, "as the exponential", 4e-6);
            x.LogSumExp(1).ShouldHold([4], Math.Log(total), infinity, -infinity, double.NaN);
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void CrossEntropyOfLargeLogitsKeepsItsDigits(DType type)
    {
        Tensor x = Values.Of(type, [2, 3], 10000, 10001, 9999, -5000, -5002, -5001);
        Tensor small = Values.Of(type, [2, 3], 0, 1, -1, 2, 0, 1);
        x.CrossEntropy([0, 2]).ShouldHold([], small.CrossEntropy([0, 2]).ToDouble());
        Derivatives.Of(static x => x.CrossEntropy([0, 2]), x).ShouldHold([2, 3], Derivatives.Of(static x => x.CrossEntropy([0, 2]), small).Doubles());
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void LayerNormDerivesItsParametersOverManyRows(DType type)
    {
        foreach (int length in (int[])[1, 5, 16, 19, 40])
            foreach (int rows in (int[])[1, 31, 32, 33, 100])
            {
                Tensor x = Tensor.Parameter(Draw(1, type, rows, length)), weight = Tensor.Parameter(Draw(2, type, length)), bias = Tensor.Parameter(Draw(3, type, length));
                Tensor y = x.LayerNorm(weight, bias), upstreams = Draw(4, type, 2, rows, length);
                foreach (Tensor upstream in (Tensor[])[upstreams, upstreams[0], Tensor.Scalar(2, type).BroadcastTo(y.Shape)])
                {
                    Tensor?[] fast = BackwardWalk.To([y], [upstream], [x, weight, bias], createGraph: false, "Vjp");
                    Tensor?[] traced = BackwardWalk.To([y], [upstream], [x, weight, bias], createGraph: true, "Vjp");
                    foreach ((Tensor? a, Tensor? b) in fast.Zip(traced))
                        a.ShouldHold(b!.Doubles(), $"with {rows} rows of {length}", type == DType.Float32 ? 1e-4 : 1e-11);
                }
            }
    }

    /// <summary>Rows that repeat one number normalise to 0, and the kernel must not read on behind that number.</summary>
    [Theory, ClassData(typeof(BothTypes))]
    public void LayerNormDerivesItsWeightOverRowsThatRepeat(DType type)
    {
        foreach (int length in (int[])[3, 40])
        {
            Tensor weight = Tensor.Parameter(Draw(2, type, length)), column = Draw(3, type, 5, 1);
            column.BroadcastTo(5, length).LayerNorm(weight).Backward(Draw(4, type, 5, length));
            weight.Grad.ShouldHold(new double[length], $"{length} copies of a number do not depart from their mean", tolerance: 1e-3);
        }
    }

    [Fact]
    public void ThreadsDoNotChangeResults()
    {
        int before = AutogradOptions.Threads;
        try
        {
            foreach (int[] shape in (int[][])[[3000, 128], [128, 1003], [4000, 5], [3, 900, 100], [1000000]])
            {
                Tensor x = Tensor.Parameter(Draw(7, DType.Float32, shape));
                Func<Tensor>[] results =
                [
                    () => x.Softmax(), () => x.Softmax(0), () => x.Sum(), () => x.Sum(0), () => x.Sum(-1), () => x.Max(0), () => x.CumulativeSum(-1), () => x.Variance(0), () => x.Norm(2, -1),
                    () => Derivatives.Of(x => x.Softmax() * x, x.Detach()), () => Derivatives.Of(x => x.LayerNorm() * x, x.Detach()),
                    () => Derivatives.Of(x => x.Variance(-1), x.Detach()), () => Derivatives.Of(x => x.Min(0), x.Detach()),
                ];
                foreach (Func<Tensor> result in results)
                {
                    AutogradOptions.Threads = 1;
                    Tensor one = result();
                    AutogradOptions.Threads = 3;
                    result().ShouldBeExactly(one);
                }
            }
        }
        finally
        {
            AutogradOptions.Threads = before;
        }
    }
}

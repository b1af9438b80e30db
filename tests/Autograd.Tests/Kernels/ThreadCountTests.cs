using FluentAssertions;

namespace Autograd.Tests;

/// <summary>Values and gradients are the same, bit for bit, whatever the number of threads.</summary>
[Collection(AloneCollection.Name)]
public sealed class ThreadCountTests : IDisposable
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Operations = new()
    {
        ["elementwise"] = x => x.Tanh() * x,
        ["broadcast along rows"] = x => (x - x.Mean(0, keepDims: true)).Square(),
        ["broadcast along columns"] = x => x / (x.Square().Sum(1, keepDims: true) + 1),
        ["transposed"] = x => x.Transpose() * 2 + x[..1, ..1],
        ["sum"] = x => x.Sum(),
        ["sum of columns"] = x => x.Sum(0),
        ["sum of rows"] = x => x.Sum(1),
        ["largest"] = x => x.Max(1),
        ["variance"] = x => x.Variance(0),
        ["softmax"] = x => x.Softmax(),
        ["softmax of columns"] = x => x.LogSoftmax(0),
        ["cross-entropy"] = x => x.CrossEntropy([.. Enumerable.Range(0, x.Shape[0]).Select(i => i % x.Shape[1])]),
        ["layer norm"] = x => x.LayerNorm(),
        ["matrix product"] = x => x.Transpose().MatMul(x),
        ["formula"] = x => Tensor.Map(new Product(), x, x[..1]),
        ["cumulative sum"] = x => x.CumulativeSum(0),
    };

    private readonly int before = AutogradOptions.Threads;

    public static TheoryData<string> Names => [.. Operations.Keys];

    public void Dispose() => AutogradOptions.Threads = before;

    [Theory, MemberData(nameof(Names))]
    public void Single_precision(string name) => Same(name, Tensor.Normal<float>(new Random(1), 1203, 611));

    [Theory, MemberData(nameof(Names))]
    public void Double_precision(string name) => Same(name, Tensor.Normal<double>(new Random(2), 801, 523));

    private static void Same(string name, Tensor x)
    {
        Tensor[] alone = Run(name, x, threads: 1);
        foreach (int threads in (int[])[2, 3])
            foreach ((Tensor one, Tensor several) in alone.Zip(Run(name, x, threads)))
                Bits(several).Should().Equal(Bits(one), "{0} threads compute what one does", threads);
    }

    private static Tensor[] Run(string name, Tensor x, int threads)
    {
        AutogradOptions.Threads = threads;
        (Tensor value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(Operations[name], x);
        return [value, pullback(Tensor.Normal<double>(new Random(3), value.Shape).Cast(x.DType))];
    }

    private static byte[] Bits(Tensor x) => x.DType == DType.Float32
        ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.AsSpan<float>()).ToArray()
        : System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.AsSpan<double>()).ToArray();

    private readonly struct Product : IFormula2
    {
        public R Of<R>(R a, R b) where R : struct, IReal<R> => R.Sin(a) * b;
    }
}

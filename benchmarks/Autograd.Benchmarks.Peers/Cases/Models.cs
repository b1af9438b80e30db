using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Two larger pieces of models, forward and backward, from elementary operations.</summary>
internal static class Models
{
    private const int Batch = 8, Heads = 8, Length = 128, Width = 64;
    private const int Steps = 50, Rows = 32, Inputs = 64, Hidden = 128;

    public static IEnumerable<Case> Cases =>
    [
        new($"attention {Batch}×{Heads} heads {Length}×{Width}", 1.5, Attention),
        new($"LSTM of {Steps} steps", 2.5, LongShortTermMemory),
    ];

    private static Rivals Attention()
    {
        Draw draw = new();
        double scale = 1 / Math.Sqrt(Width);
        return Sides.Of([Heading(), Heading(), Heading()],
            x => (x[0].MatMul(x[1].Transpose(-2, -1)) * scale).Softmax().MatMul(x[2]),
            x => (x[0].matmul(x[1].transpose(-2, -1)) * scale).softmax(-1).matmul(x[2]),
            upstream: Heading());

        Numbers Heading() => draw.Normal(Batch, Heads, Length, Width);
    }

    private static Rivals LongShortTermMemory()
    {
        Draw draw = new();
        return Sides.Of(
            [
                draw.Normal(Steps, Rows, Inputs).AsConstant(),
                draw.Scaled(0.1, Inputs, 4 * Hidden),
                draw.Scaled(0.1, Hidden, 4 * Hidden),
                draw.Scaled(0.1, 4 * Hidden),
                draw.Normal(Rows, Hidden),
                draw.Normal(Rows, Hidden),
            ],
            x => Unroll(x[0], x[1], x[2], x[3], x[4], x[5]),
            x => Unroll(x[0], x[1], x[2], x[3], x[4], x[5]),
            upstream: draw.Normal(Rows, Hidden));
    }

    private static Tensor Unroll(Tensor inputs, Tensor w, Tensor u, Tensor b, Tensor output, Tensor cell)
    {
        for (int step = 0; step < Steps; step++)
        {
            Tensor gates = inputs[step].MatMul(w) + output.MatMul(u) + b;
            Tensor[] gate = [.. Enumerable.Range(0, 4).Select(i => gates.Slice(1, i * Hidden, (i + 1) * Hidden))];
            cell = gate[0].Sigmoid() * cell + gate[1].Sigmoid() * gate[2].Tanh();
            output = gate[3].Sigmoid() * cell.Tanh();
        }

        return output;
    }

    private static torch.Tensor Unroll(
        torch.Tensor inputs, torch.Tensor w, torch.Tensor u, torch.Tensor b, torch.Tensor output, torch.Tensor cell)
    {
        for (int step = 0; step < Steps; step++)
        {
            torch.Tensor gates = inputs[step].matmul(w) + output.matmul(u) + b;
            torch.Tensor[] gate = gates.chunk(4, 1);
            cell = gate[0].sigmoid() * cell + gate[1].sigmoid() * gate[2].tanh();
            output = gate[3].sigmoid() * cell.tanh();
        }

        return output;
    }
}

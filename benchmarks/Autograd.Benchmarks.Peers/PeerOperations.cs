using Autograd.Tests.Laws.Fuzz;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Autograd.Benchmarks.Peers;

/// <summary>The operations of random programs in the peer's words, by name and number of operands.</summary>
internal static class PeerOperations
{
    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> Unary = new()
    {
        ["op_UnaryNegation"] = x => -x, ["op_Addition"] = x => 2 + x, ["op_Subtraction"] = x => 1.5 - x,
            ["op_Multiply"] = x => x * 0.75,
        ["op_Division"] = x => 3 / x, ["Abs"] = x => x.abs(), ["Sign"] = x => x.sign(), ["Square"] = x => x.square(),
            ["Sqrt"] = x => x.sqrt(),
        ["Rsqrt"] = x => x.rsqrt(), ["Reciprocal"] = x => x.reciprocal(), ["Exp"] = x => x.exp(), ["Expm1"] = x => x.expm1(),
            ["Log"] = x => x.log(),
        ["Log1p"] = x => x.log1p(), ["Log2"] = x => x.log2(), ["Log10"] = x => x.log10(), ["Pow"] = x => x.pow(1.7),
            ["Sin"] = x => x.sin(),
        ["Cos"] = x => x.cos(), ["Tan"] = x => x.tan(), ["Asin"] = x => x.asin(), ["Acos"] = x => x.acos(),
            ["Atan"] = x => x.atan(),
        ["Sinh"] = x => x.sinh(), ["Cosh"] = x => x.cosh(), ["Tanh"] = x => x.tanh(), ["Asinh"] = x => x.asinh(),
            ["Acosh"] = x => x.acosh(),
        ["Atanh"] = x => x.atanh(), ["Erf"] = x => x.erf(), ["Erfc"] = x => x.erfc(), ["LogGamma"] = x => x.lgamma(),
            ["Digamma"] = x => x.digamma(),
        ["Relu"] = x => x.relu(), ["LeakyRelu"] = x => functional.leaky_relu(x, 0.1), ["Elu"] = x => functional.elu(x, 1.0),
            ["Selu"] = x => functional.selu(x),
        ["Silu"] = x => functional.silu(x), ["Gelu"] = x => functional.gelu(x),
            ["Softplus"] = x => torch.logaddexp(x, torch.zeros_like(x)),
        ["Mish"] = x => x * torch.logaddexp(x, torch.zeros_like(x)).tanh(), ["Sigmoid"] = x => x.sigmoid(),
            ["LogSigmoid"] = x => functional.logsigmoid(x),
        ["Logit"] = x => x.logit(), ["Hardtanh"] = x => x.clamp(-1, 1), ["Clamp"] = x => x.clamp(-0.5, 0.75),
            ["Maximum"] = x => x.clamp_min(0.25),
        ["Minimum"] = x => x.clamp_max(0.25), ["Floor"] = x => x.floor(), ["Ceiling"] = x => x.ceil(), ["Round"] = x => x.round(),
        ["Greater"] = x => x * x.gt(0.3), ["LessOrEqual"] = x => x * x.le(0.3), ["Map"] = x => x * (1.5 * x).sigmoid(),
        ["Exp2"] = x => x.exp2(), ["Sinc"] = x => x.sinc(), ["Log1mExp"] = x => (-(-x).expm1()).log(),
    };

    private static readonly Dictionary<Domain, Func<torch.Tensor, torch.Tensor>> Domains = new()
    {
        [Domain.Any] = x => x, [Domain.Positive] = x => x.square() + 0.5, [Domain.AboveOne] = x => x.square() + 1.5,
        [Domain.Unit] = x => x.tanh() * 0.8, [Domain.Probability] = x => x.tanh() * 0.4 + 0.5,
    };

    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor, torch.Tensor>> Binary = new()
    {
        ["op_Addition"] = (x, y) => x + y, ["op_Subtraction"] = (x, y) => x - y, ["op_Multiply"] = (x, y) => x * y,
        ["op_Division"] = (x, y) => x / (y.square() + 0.5), ["Maximum"] = (x, y) => x.maximum(y),
            ["Minimum"] = (x, y) => x.minimum(y),
        ["Hypot"] = (x, y) => (x.square() + 0.5).hypot(y), ["Atan2"] = (x, y) => x.atan2(y.square() + 0.5),
            ["Pow"] = (x, y) => (x.square() + 0.5).pow(y.tanh()),
        ["Where"] = (x, y) => torch.where(x.gt(y), x * 2, y), ["Less"] = (x, y) => x * x.lt(y),
            ["GreaterOrEqual"] = (x, y) => y * x.ge(y),
        ["EqualTo"] = (x, y) => x + y * x.eq(y), ["LogAddExp"] = (x, y) => torch.logaddexp(x, y),
            ["Xlogy"] = (x, y) => x * (y.square() + 0.5).log(), ["Clamp"] = (x, y) => x.maximum(y - 1).minimum(y + 0.5),
    };

    // The parameters are those of the operations' own table.
    private static readonly Dictionary<(string, int), Func<torch.Tensor[], int[], torch.Tensor>> Others = new()
    {
        [("Permute", 1)] = (x, p) => x[0].permute(Wide(p)),
        [("Transpose", 1)] = (x, p) => x[0].transpose(p[0], p[1]),
        [("Slice", 1)] = (x, p) => x[0].slice(p[0], p[1], p[2], p[3]),
        [("Flip", 1)] = (x, p) => x[0].flip((long)p[0]),
        [("Select", 1)] = (x, p) => x[0].select(p[0], p[1]),
        [("Slices", 1)] = (x, p) => x[0].select(0, p[0]).slice(-1, 1, x[0].shape[^1], p[1]),
        [("Unsqueeze", 1)] = (x, p) => x[0].unsqueeze(p[0]),
        [("Squeeze", 1)] = (x, p) => x[0].squeeze(p[0]),
        [("Flatten", 1)] = (x, _) => x[0].reshape(-1),
        [("Reshape", 1)] = (x, p) => x[0].reshape(Wide(p)),
        [("BroadcastTo", 1)] = (x, p) => x[0].broadcast_to(Wide(p)),
        [("Diagonal", 1)] = (x, p) => x[0].ndim == 1 ? x[0].diag(p[0]) : x[0].diagonal(p[0], -2, -1),
        [("Trace", 1)] = (x, _) => x[0].diagonal(0, -2, -1).sum(-1),
        [("Tril", 1)] = (x, p) => x[0].tril(p[0]),
        [("Triu", 1)] = (x, p) => x[0].triu(p[0]),
        [("Repeat", 1)] = (x, p) => x[0].repeat_interleave(p[1], p[0]),
        [("Tile", 1)] = (x, p) => x[0].tile(Wide(p)),
        [("Pad", 1)] = (x, p) => functional.pad(x[0], (p[0], p[1]), PaddingModes.Constant, 0.5),
        [("Clone", 1)] = (x, _) => x[0].clone(),
        [("Contiguous", 1)] = (x, _) => x[0].contiguous(),
        [("IndexSelect", 1)] = (x, p) => x[0].index_select(p[0], torch.tensor(Wide(p[1..]), torch.ScalarType.Int64)),
        [("Gather", 1)] = (x, p) => x[0].gather(p[0], Index(x[0], p, 2)),
        [("Concat", 2)] = (x, p) => torch.cat([x[0], x[1], x[0]], p[0]),
        [("Stack", 2)] = (x, p) => torch.stack([x[0], x[1]], p[0]),
        [("ScatterAdd", 2)] = (x, p) => x[0].scatter_add(p[0], torch.tensor(Wide(p[1..]), x[1].shape, torch.ScalarType.Int64),
            x[1]),
        [("Scatter", 2)] = (x, p) => x[0].scatter(p[0], torch.tensor(Wide(p[1..]), x[1].shape, torch.ScalarType.Int64), x[1]),
        [("Sum", 1)] = (x, p) => p.Length == 1 ? x[0].clone() : x[0].sum(Wide(p[1..]), p[0] == 1),
        [("Prod", 1)] = (x, p) => p[1..].Reverse().Aggregate(x[0], (y, axis) => y.prod(axis, p[0] == 1)),
        [("Mean", 1)] = (x, p) => p.Length == 1 ? x[0].clone() : x[0].mean(Wide(p[1..]), p[0] == 1),
        [("Max", 1)] = (x, p) => x[0].amax(Wide(p[1..]), p[0] == 1),
        [("Min", 1)] = (x, p) => x[0].amin(Wide(p[1..]), p[0] == 1),
        [("Variance", 1)] = (x, p) => x[0].var(Wide(p[1..]), true, p[0] == 1),
        [("StandardDeviation", 1)] = (x, p) => x[0].std(Wide(p[1..]), true, p[0] == 1),
        [("LogSumExp", 1)] = (x, p) => p[1..].Reverse().Aggregate(x[0], (y, axis) => y.logsumexp(axis, p[0] == 1)),
        [("ArgMax", 1)] = (x, p) => x[0].gather(p[0], x[0].argmax(p[0], true)),
        [("Softmax", 1)] = (x, p) => x[0].softmax(p[0]),
        [("LogSoftmax", 1)] = (x, p) => x[0].log_softmax(p[0]),
        [("CumulativeMax", 1)] = (x, p) => x[0].cummax(p[0]).values,
        [("CumulativeLogSumExp", 1)] = (x, p) => x[0].logcumsumexp(p[0]),
        [("Normalize", 1)] = (x, p) => functional.normalize(x[0], 2, p[0]),
        [("CosineSimilarity", 2)] = (x, p) => (functional.normalize(x[0], 2, p[0]) * functional.normalize(x[1], 2, p[0])).sum(p[0]),
        [("CumulativeSum", 1)] = (x, p) => x[0].cumsum(p[0]),
        [("CumulativeProduct", 1)] = (x, p) => x[0].cumprod(p[0]),
        [("Sort", 1)] = (x, p) => x[0].sort(p[0], p[1] == 1).Values,
        [("TopK", 1)] = (x, p) => x[0].topk(p[1], p[0]).values,
        [("LayerNorm", 3)] = (x, _) => functional.layer_norm(x[0], [x[0].shape[^1]], x[1], x[2], 0.1),
        [("CrossEntropy", 1)] = (x, p) =>
            functional.cross_entropy(x[0].reshape(-1, x[0].shape[^1]), torch.tensor(Wide(p), torch.ScalarType.Int64)),
        [("CrossEntropy", 2)] = (x, _) => (x[1] * x[0].log_softmax(-1)).sum() / -(x[0].NumberOfElements / (double)x[0].shape[^1]),
        [("MeanSquaredError", 2)] = (x, _) => functional.mse_loss(x[0], x[1]),
        [("HuberLoss", 2)] = (x, _) => functional.huber_loss(x[0], x[1]),
        [("BinaryCrossEntropyWithLogits", 2)] = (x, _) => functional.binary_cross_entropy_with_logits(x[0], x[1].sigmoid()),
        [("MatMul", 2)] = (x, _) => x[0].matmul(x[1]),
        [("Linear", 3)] = (x, _) => x[0].matmul(x[1]) + x[2],
        [("Dot", 2)] = (x, _) => x[0].dot(x[1]),
        [("Outer", 2)] = (x, _) => x[0].outer(x[1]),
        [("Einsum", 2)] = (x, _) => torch.einsum("...ij,kij->k...i", x[0], x[1]),
        [("Inverse", 1)] = (x, _) => torch.linalg.inv(Definite(x[0])),
        [("Determinant", 1)] = (x, _) => torch.linalg.det(Definite(x[0])),
        [("LogDeterminant", 1)] = (x, _) => torch.linalg.slogdet(Definite(x[0])).Item2,
        [("Cholesky", 1)] = (x, _) => torch.linalg.cholesky(Definite(x[0])),
        [("Solve", 2)] = (x, _) => torch.linalg.solve(Definite(x[0]), x[1]),
    };

    public static bool Knows(Operation operation) =>
        Unary.ContainsKey(operation.Name) || Binary.ContainsKey(operation.Name) || Others.Keys.Any(key =>
            key.Item1 == operation.Name);

    public static torch.Tensor Apply(Step step, torch.Tensor[] x)
    {
        Operation operation = step.Operation!;
        if (Others.TryGetValue((operation.Name, x.Length), out Func<torch.Tensor[], int[], torch.Tensor>? other))
            return other(x, step.Parameters);
        return x.Length == 1 ? Unary[operation.Name](Domains[operation.Domain](x[0]))
            : step.Parameters[0] == 0 ? Binary[operation.Name](x[0], x[1]) : Binary[operation.Name](x[1], x[0]);
    }

    private static torch.Tensor Definite(torch.Tensor x) =>
        x.matmul(x.transpose(-2, -1)) * 0.5 + torch.eye(x.shape[^1], dtype: torch.ScalarType.Float64);

    private static torch.Tensor Index(torch.Tensor x, int[] p, int size)
    {
        long[] shape = [.. x.shape];
        shape[p[0]] = size;
        return torch.tensor(Wide(p[1..]), shape, torch.ScalarType.Int64);
    }

    private static long[] Wide(int[] numbers) => Array.ConvertAll(numbers, number => (long)number);
}

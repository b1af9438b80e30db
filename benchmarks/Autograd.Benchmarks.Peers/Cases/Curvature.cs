using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Derivatives of small problems: a valley's gradient, and second order through a network.</summary>
internal static class Curvature
{
    public static IEnumerable<Case> Cases =>
    [
        new("Hessian–vector product of a tanh network", 3, HessianVectorProduct),
        new("gradient of Rosenbrock's function 2", 20, () => Rosenbrock(2)),
        new("gradient of Rosenbrock's function 1000", 10, () => Rosenbrock(1_000)),
    ];

    /// <summary>Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².</summary>
    private static Rivals Rosenbrock(int count) => Sides.Of([new Draw().Uniform(-1.5, 1.5, count)],
        x =>
        {
            Tensor head = x[0][..^1], tail = x[0][1..];
            return (100 * (tail - head.Square()).Square() + (1 - head).Square()).Sum();
        },
        x =>
        {
            torch.Tensor head = x[0].narrow(0, 0, count - 1), tail = x[0].narrow(0, 1, count - 1);
            return (100 * (tail - head.square()).square() + (1 - head).square()).sum();
        });

    /// <summary>The mean square of a network's result, 256×64 inputs, 128 hidden, with respect to both weights.</summary>
    private static Rivals HessianVectorProduct()
    {
        Draw draw = new();
        Numbers inputs = draw.Normal(256, 64).AsConstant();
        Numbers[] weights = [draw.Scaled(0.1, 64, 128), draw.Scaled(0.1, 128, 1)];
        Numbers[] directions = [draw.Normal(64, 128).AsConstant(), draw.Normal(128, 1).AsConstant()];
        return new(() => ForAutograd(inputs, weights, directions), () => ForTorch(inputs, weights, directions));
    }

    private static Side ForAutograd(Numbers inputs, Numbers[] weights, Numbers[] directions)
    {
        Tensor batch = inputs.ForAutograd();
        Tensor[] at = [.. weights.Select(weight => weight.AsConstant().ForAutograd())];
        Tensor[] along = [.. directions.Select(direction => direction.ForAutograd())];
        return new(() => { using TensorScope scope = new(); Product(); }, () => [.. Product().Select(Sides.Read)]);

        Tensor[] Product() => Differentiate.HessianVectorProduct(w => batch.MatMul(w[0]).Tanh().MatMul(w[1]).Square().Mean(), at, along);
    }

    private static Side ForTorch(Numbers inputs, Numbers[] weights, Numbers[] directions)
    {
        torch.Tensor batch = inputs.ForTorch();
        torch.Tensor[] w = [.. weights.Select(weight => weight.ForTorch())];
        torch.Tensor[] along = [.. directions.Select(direction => direction.ForTorch())];
        return new(() => { using DisposeScope scope = torch.NewDisposeScope(); Product(); }, () =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return [.. Product().Select(Sides.Read)];
        });

        // The gradient's own gradient, with the directions as upstream.
        IList<torch.Tensor> Product()
        {
            torch.Tensor loss = batch.matmul(w[0]).tanh().matmul(w[1]).square().mean();
            IList<torch.Tensor> gradients = torch.autograd.grad([loss], w, retain_graph: true, create_graph: true);
            return torch.autograd.grad(gradients, w, along);
        }
    }
}

using Autograd;
using Autograd.Optimization;

namespace Curvature;

/// <summary>A loss that holds its own gradient's norm: it prefers flat places, and its gradient takes a second derivative.</summary>
public static class GradientPenalty
{
    private const double Weight = 0.1;

    public static void Walk(Comparison comparison)
    {
        comparison.Title($"A penalty on the gradient's norm: P(w) = L(w) + {Weight} ‖∇L(w)‖²");
        Tensor a = Tensor.From(new[,] { { 2.0, 0.5 }, { 0.5, 1.0 } }), b = Tensor.From([1.0, -1.0]), w = Tensor.From([0.3, 0.7]);
        Tensor gradient = a.MatMul(w) - b;
        comparison.Beside("∇P for L = ½ wᵀA w − bᵀw, which is g + 2 · 0.1 · A g with g = A w − b",
            Differentiate.Gradient(Penalised(Quadratic), w), (gradient + 2 * Weight * a.MatMul(gradient)).ToArray<double>());
        Train(comparison);

        Tensor Quadratic(Tensor x) => x.Dot(a.MatMul(x)) / 2 - b.Dot(x);
    }

    private static Func<Tensor, Tensor> Penalised(Func<Tensor, Tensor> loss) => w =>
    {
        (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(loss, w);
        return value + Weight * gradient.Square().Sum();
    };

    private static void Train(Comparison comparison)
    {
        Random random = new(3);
        Tensor inputs = Tensor.Normal<double>(random, 64, 2), targets = inputs[.., 0] * inputs[.., 1];
        Tensor w = Tensor.Parameter(Tensor.Normal<double>(random, 4 * 8) * 0.5);
        Func<Tensor, Tensor> penalised = Penalised(Loss);
        Adam adam = new([w], learningRate: 0.02);
        double before = penalised(w).ToDouble();
        for (int step = 0; step < 300; step++)
        {
            adam.ZeroGrad();
            penalised(w).Backward();
            adam.Step();
        }

        comparison.Say($"a network of 8 hidden units, 300 steps of Adam: the penalised loss falls from {before:F4} to {penalised(w).ToDouble():F4}");

        // All weights in one vector: two layers and a bias.
        Tensor Loss(Tensor all) => inputs.Linear(all[..16].Reshape(2, 8), all[16..24]).Tanh().MatMul(all[24..]).MeanSquaredError(targets);
    }
}

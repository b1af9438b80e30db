using Autograd;

namespace Pictures;

/// <summary>The graphs that lectures on backpropagation begin with, with their customary numbers.</summary>
public static class ClassicExamples
{
    public static IEnumerable<Example> All => [Product(), SigmoidNeuron(), TwoLayerNetwork(), SharedValue(), Maximum(), NotANumber()];

    /// <summary>f = (x + y)·z: addition distributes the gradient, multiplication swaps.</summary>
    public static Example Product()
    {
        Tensor x = Number(-2, "x"), y = Number(5, "y"), z = Number(-4, "z");
        Tensor q = (x + y).Named("q");
        return new("product", "f = (x + y) · z", (q * z).Named("f"), x);
    }

    /// <summary>σ = 1 / (1 + e^−(w₀x₀ + w₁x₁ + w₂)), in elementary operations.</summary>
    public static Example SigmoidNeuron()
    {
        Tensor w0 = Number(2, "w₀"), x0 = Number(-1, "x₀"), w1 = Number(-3, "w₁"), x1 = Number(-2, "x₁"), w2 = Number(-3, "w₂");
        Tensor sum = w0 * x0 + w1 * x1 + w2;
        return new("sigmoid-neuron", "A sigmoid neuron: 1 / (1 + e^−(w₀x₀ + w₁x₁ + w₂))", (1 / (1 + (-sum).Exp())).Named("σ"), w0);
    }

    /// <summary>Two inputs, three hidden units with ReLU, one output.</summary>
    public static Example TwoLayerNetwork()
    {
        Tensor x = Tensor.From(new[,] { { 1.0, -2.0 } }).Named("x");
        Tensor w1 = Tensor.Parameter(Tensor.From(new[,] { { 0.5, 1.0, -0.7 }, { -1.0, 0.3, 0.2 } }), "W₁");
        Tensor b1 = Tensor.Parameter(Tensor.From([0.1, 0.2, -0.1]), "b₁");
        Tensor w2 = Tensor.Parameter(Tensor.From(new[,] { { 1.0 }, { -1.0 }, { 2.0 } }), "W₂");
        Tensor b2 = Tensor.Parameter(Tensor.From([0.5]), "b₂");
        Tensor hidden = x.Linear(w1, b1).Named("sums").Relu().Named("hidden");
        return new("two-layer-network", "A network of two layers, with ReLU between them", hidden.Linear(w2, b2).Named("y"), w1);
    }

    /// <summary>A value that is used more than once: its gradients add up.</summary>
    public static Example SharedValue()
    {
        Tensor x = Number(2, "x");
        return new("shared-value", "f = x³ + sin x: where a value is used again, gradients add up", (x * x * x + x.Sin()).Named("f"), x);
    }

    /// <summary>A maximum routes the gradient to the larger operand.</summary>
    public static Example Maximum()
    {
        Tensor x = Number(3, "x"), y = Number(-4, "y"), z = Number(2, "z"), w = Number(-1, "w");
        return new("maximum", "f = 2 (x·y + max(z, w))", (2 * (x * y + z.Maximum(w))).Named("f"), w);
    }

    /// <summary>0 · ln 0: where a NaN comes from.</summary>
    public static Example NotANumber()
    {
        Tensor x = Number(0, "x");
        return new("not-a-number", "f = x ln x at 0: where a NaN comes from", (x * x.Log()).Named("f"), x);
    }

    private static Tensor Number(double value, string name) => Tensor.Parameter(Tensor.From(value), name);
}

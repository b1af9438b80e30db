using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>Tapes that pictures are made of, in the library's own tests and in those with the real programs.</summary>
internal static class Examples
{
    /// <summary>Names that break formats, and one that is a whole sentence.</summary>
    public static readonly string[] OddNames =
    [
        "say \"hi\"", "<b>bold</b>", "a & b &amp; c", "back\\slash\\n", "pipe|bar", "{brace}", "[bracket]", "(paren)", "new\nline", "tab\tstop",
        "end", "subgraph", "graph", "style x: y#z;", "classDef a:b#c;", "-->", "--- x", "%% comment", "%%{init: {}}%%", "#quot; #35;", "`code`", "**bold** _it_ ~x~",
        "1. list", "- item", "+", "# heading", "http://a.example", "www.a.example", "a@b.example", "fa:fa-car", "$$x^2$$", "]]>", "<!-- c -->", "\\", "'", "\"",
        "שלום עולם", "مرحبا", "\u202Eoverridden", "\u2028separated\u2029", "zero\0byte", "\uD800alone", "\uFFFE\uFFFF", "𝛁 loss 😀", "e\u0301\u0302", "", "   ",
        new string('w', 200), string.Concat(Enumerable.Repeat("long name ", 20)), "javascript:alert(1)", "<script>alert(1)</script>", "a/b//c", "@{ shape: x }", "é ü ∂",
    ];

    /// <summary>The tapes by name: what a set of tests runs over.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Recorded>> All = new Dictionary<string, Func<Recorded>>
    {
        ["f = (x + y) z"] = static () => Recorded.Of(Product()),
        ["sigmoid neuron"] = static () => Recorded.Of(Neuron()),
        ["two-layer network"] = TwoLayers,
        ["digits network"] = DigitsLike,
        ["long short-term memory"] = LongShortTermMemory,
        ["chain of 10,000"] = static () => Recorded.Of(Chain(10_000)),
        ["not a number"] = static () => Recorded.Of(NotANumber()),
        ["a leaf"] = static () => Recorded.Of(Tensor.Parameter(Tensor.From(2.0), "x")),
        ["not recorded"] = static () => Recorded.Of(Tensor.From([1.0, 2])),
        ["nothing"] = static () => Recorded.Of(),
        ["several results"] = SeveralResults,
        ["released"] = Released,
        ["empty tensors"] = static () => Recorded.Of(Tensor.Parameter(Tensor.Zeros<float>(0, 3), "none").Exp()),
        ["odd names"] = static () => Recorded.Of(OddlyNamed()),
        ["the same operand twice"] = static () => Recorded.Of(SquareByHand()),
    };

    /// <summary>f = (x + y) · z at x = −2, y = 5, z = −4.</summary>
    public static Tensor Product()
    {
        Tensor x = Scalar(-2, "x"), y = Scalar(5, "y"), z = Scalar(-4, "z");
        return ((x + y).Named("q") * z).Named("f");
    }

    /// <summary>1 / (1 + e^−(w₀x₀ + w₁x₁ + w₂)), gate by gate.</summary>
    public static Tensor Neuron()
    {
        Tensor w0 = Scalar(2, "w0"), w1 = Scalar(-3, "w1"), w2 = Scalar(-3, "w2"), x0 = Scalar(-1, "x0"), x1 = Scalar(-2, "x1");
        return 1 / (1 + (-(w0 * x0 + w1 * x1 + w2)).Exp());
    }

    /// <summary>y = √(x − x) · NaN's kin: an infinite gradient, and then none that is a number.</summary>
    public static Tensor NotANumber()
    {
        Tensor x = Scalar(1, "x");
        return ((x - 1).Sqrt() * 0).Named("broken") + (x - 1).Log();
    }

    /// <summary>x · x: two wires between the same boxes.</summary>
    public static Tensor SquareByHand()
    {
        Tensor x = Scalar(3, "x");
        return x * x;
    }

    /// <summary>Operations in a row on one parameter.</summary>
    public static Tensor Chain(int length)
    {
        Tensor x = Scalar(0.5, "x");
        for (int i = 0; i < length; i++)
            x = x.Sin();
        return x;
    }

    public static Recorded TwoLayers()
    {
        Random random = new(1);
        Tensor x = Tensor.Uniform<double>(random, 4, 3).Named("x"), hidden, output;
        using (Recorded.Named("layer1"))
            hidden = x.Linear(Weights(random, "W1", 3, 5), Weights(random, "b1", 5)).Relu();
        using (Recorded.Named("layer2"))
            output = hidden.Linear(Weights(random, "W2", 5, 2), Weights(random, "b2", 2));
        return Recorded.Of(output.Square().Mean().Named("loss"));
    }

    public static Recorded DigitsLike()
    {
        Random random = new(1);
        Tensor signal = Tensor.Uniform<float>(random, 64, 64).Named("images");
        int inputs = 64;
        foreach (int outputs in new[] { 96, 48, 10 })
        {
            using Scope _ = Recorded.Named($"layer {inputs}");
            signal = signal.Linear(Tensor.Parameter(Tensor.Normal<float>(random, inputs, outputs)), Tensor.Parameter(Tensor.Zeros<float>(outputs)));
            signal = outputs == 10 ? signal : signal.Relu();
            inputs = outputs;
        }

        return Recorded.Of(signal.CrossEntropy([.. Enumerable.Range(0, 64).Select(static i => i % 10)]));
    }

    public static Recorded LongShortTermMemory()
    {
        Random random = new(1);
        Tensor w = Weights(random, "w", 3, 8), u = Weights(random, "u", 2, 8), b = Weights(random, "b", 8);
        Tensor h = Tensor.Zeros<double>(4, 2), c = Tensor.Zeros<double>(4, 2);
        for (int step = 0; step < 6; step++)
        {
            using Scope _ = Recorded.Named("cell");
            using Scope __ = Recorded.Named($"step {step}");
            Tensor gates = Tensor.Uniform<double>(random, 4, 3).MatMul(w) + h.MatMul(u) + b;
            Tensor[] parts = gates.Chunk(4, axis: 1);
            c = parts[0].Sigmoid() * c + parts[1].Sigmoid() * parts[2].Tanh();
            h = parts[3].Sigmoid() * c.Tanh();
        }

        return Recorded.Of(h.Sum(), c.Sum());
    }

    public static Recorded SeveralResults()
    {
        Tensor x = Scalar(2, "x"), y = x.Exp();
        return Recorded.Of(y.Named("first"), (y * 3).Named("second"), x, Tensor.From(1.0).Named("apart"));
    }

    public static Recorded Released()
    {
        Tensor f = Product();
        f.Backward();
        return Recorded.Of(f);
    }

    /// <summary>A parameter, an operation, a constant and a block of each odd name.</summary>
    public static Tensor OddlyNamed()
    {
        Tensor sum = Scalar(0, "sum");
        foreach (string name in OddNames)
        {
            using Scope _ = Recorded.Named(name);
            sum = (sum + Tensor.Parameter(Tensor.From(1.0), name) * Tensor.From(2.0).Named(name)).Named(name);
        }

        return sum;
    }

    public static Tensor Scalar(double value, string? name = null) => Tensor.Parameter(Tensor.From(value), name);

    private static Tensor Weights(Random random, string name, params int[] shape) => Tensor.Parameter(Tensor.Normal<double>(random, shape), name);
}

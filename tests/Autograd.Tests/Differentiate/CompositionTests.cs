namespace Autograd.Tests.Differentiating;

/// <summary>Four derivatives of a function, by every sequence of modes, against closed forms.</summary>
public sealed class CompositionTests
{
    private static readonly double[] Points = [-1.2, -0.3, 0.4, 0.9, 1.5];

    /// <summary>Ways to differentiate an elementwise function once.</summary>
    private static readonly Dictionary<string, Func<Func<Tensor, Tensor>, Func<Tensor, Tensor>>> Modes = new()
    {
        ["gradient"] = f => x => Differentiate.Gradient(v => f(v).Sum(), x),
        ["jvp"] = f => x => Differentiate.Jvp(f, x, Ones(x)).Tangent,
        ["vjp"] = f => x => Differentiate.Vjp(f, x).Pullback(Ones(x)),
        ["linearize"] = f => x => Differentiate.Linearize(f, x).Pushforward(Ones(x)),
        ["checkpointed gradient"] = f => x => Differentiate.Gradient(v => Differentiate.Checkpoint(f, v).Sum(), x),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, Func<double, double[]> Derivatives)> Functions = new()
    {
        ["exp(sin x)"] = (x => x.Sin().Exp(), x =>
        {
            (double s, double c) = Math.SinCos(x);
            double e = Math.Exp(s);
            return [c * e, (c * c - s) * e, (c * c * c - 3 * s * c - c) * e, (c * c * c * c - 6 * s * c * c - 4 * c * c + 3 * s * s + s) * e];
        }),
        ["x^7"] = (x => x.Pow(7), x => [7 * Math.Pow(x, 6), 42 * Math.Pow(x, 5), 210 * Math.Pow(x, 4), 840 * Math.Pow(x, 3)]),
        ["x x² x⁴"] = (x => x * x.Square() * x.Square().Square(), x => [7 * Math.Pow(x, 6), 42 * Math.Pow(x, 5), 210 * Math.Pow(x, 4), 840 * Math.Pow(x, 3)]),
        ["tanh(tanh x)"] = (x => x.Tanh().Tanh(), x =>
        {
            double[] g = Tanh(Math.Tanh(x)), f = Tanh(Math.Tanh(Math.Tanh(x)));
            return
            [
                f[0] * g[0],
                f[1] * g[0] * g[0] + f[0] * g[1],
                f[2] * Math.Pow(g[0], 3) + 3 * f[1] * g[0] * g[1] + f[0] * g[2],
                f[3] * Math.Pow(g[0], 4) + 6 * f[2] * g[0] * g[0] * g[1] + f[1] * (3 * g[1] * g[1] + 4 * g[0] * g[2]) + f[0] * g[3],
            ];
        }),
        ["own exp(sin x)"] = (x => new OwnSine().Apply(x).Exp(), x => Functions!["exp(sin x)"].Derivatives(x)),
    };

    public static TheoryData<string, DType> All
    {
        get
        {
            TheoryData<string, DType> data = [];
            foreach (string name in Functions.Keys)
                foreach (DType type in Enum.GetValues<DType>())
                    data.Add(name, type);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_mixture_of_modes_reaches_order_4(string name, DType type)
    {
        (Func<Tensor, Tensor> f, Func<double, double[]> derivatives) = Functions[name];
        Tensor x = Tensor.From(Points).Cast(type);
        double[][] expected = [.. Points.Select(derivatives)];
        Try(f, [], 0);

        void Try(Func<Tensor, Tensor> function, string[] path, int order)
        {
            if (order > 0)
            {
                Tensor found = function(x);
                (found.DType, found.RequiresGrad).Should().Be((type, false));
                double[] values = Laws.Nd.Of(found).Data;
                for (int i = 0; i < Points.Length; i++)
                    values[i].Should().BeApproximately(expected[i][order - 1], (type == DType.Float32 ? 2e-5 : 1e-13) * (1 + expected[i].Max(Math.Abs)),
                        "of {0} at {1} by {2}", name, Points[i], string.Join(" of ", path));
            }

            if (order < 4)
                foreach ((string mode, var once) in Modes)
                    Try(once(function), [mode, .. path], order + 1);
        }
    }

    private static double[] Tanh(double t)
    {
        double slope = 1 - t * t;
        return [slope, -2 * t * slope, slope * (6 * t * t - 2), slope * (16 * t - 24 * t * t * t)];
    }

    private static Tensor Ones(Tensor x) => Tensor.Ones<double>(x.Shape).Cast(x.DType);

    private sealed class OwnSine : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x.Sin();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream * x.Cos();
    }
}

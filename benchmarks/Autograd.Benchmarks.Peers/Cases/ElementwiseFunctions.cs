using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>One function of a million elements, forward and backward from a given upstream gradient.</summary>
internal static class ElementwiseFunctions
{
    /// <summary>How the names of these cases begin, for their geometric mean.</summary>
    public const string Prefix = "elementwise";

    /// <summary>The aim of their geometric mean.</summary>
    public const double AimOfMean = 3;

    private const int Elements = 1_000_000;

    private static readonly (string Name, double Low, double High,
        Func<Tensor, Tensor> Autograd, Func<torch.Tensor, torch.Tensor> Peer)[] Functions =
    [
        ("relu", -3, 3, x => x.Relu(), x => x.relu()),
        ("sigmoid", -5, 5, x => x.Sigmoid(), x => x.sigmoid()),
        ("silu", -5, 5, x => x.Silu(), x => torch.nn.functional.silu(x)),
        ("sqrt", 0.1, 10, x => x.Sqrt(), x => x.sqrt()),
        ("gelu", -3, 3, x => x.Gelu(), x => torch.nn.functional.gelu(x)),
        ("exp", -5, 5, x => x.Exp(), x => x.exp()),
        ("log", 0.1, 10, x => x.Log(), x => x.log()),
        ("softplus", -5, 5, x => x.Softplus(), x => torch.nn.functional.softplus(x)),
        ("tanh", -3, 3, x => x.Tanh(), x => x.tanh()),
        ("erf", -3, 3, x => x.Erf(), x => x.erf()),
        ("sin", -10, 10, x => x.Sin(), x => x.sin()),
        ("pow 2.5", 0.1, 10, x => x.Pow(2.5), x => x.pow(2.5)),
    ];

    /// <summary>How many functions there are, for each element type.</summary>
    public static int Count => Functions.Length;

    public static IEnumerable<Case> Cases =>
        from type in new[] { DType.Float32, DType.Float64 }
        from function in Functions
        select new Case($"{Prefix} {function.Name} {type.Word()}", function.Name == "relu" ? 1.25 : 1.4, () =>
        {
            Draw draw = new(type);
            return Sides.Of([draw.Uniform(function.Low, function.High, Elements)],
                x => function.Autograd(x[0]), x => function.Peer(x[0]), upstream: draw.Normal(Elements));
        });
}

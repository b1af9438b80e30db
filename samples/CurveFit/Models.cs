using Autograd;

namespace CurveFit;

/// <summary>A curve with parameters: what NIST writes as y = f(x; b) + e.</summary>
/// <param name="Formula">As NIST writes it, b₁ being <c>b[0]</c>.</param>
/// <param name="Value">f, of the parameters [p] and the predictors [n] (Nelson: [2, n]); gives [n].</param>
/// <param name="FitsLogarithm">Whether it is the response's logarithm that the curve describes.</param>
public sealed record Model(string Formula, Func<Tensor, Tensor, Tensor> Value, bool FitsLogarithm = false);

/// <summary>The models of the NIST StRD nonlinear regression problems, in tensor operations, and so with every derivative.</summary>
public static class Models
{
    private static readonly Model Saturation = new("b1 (1 − exp(−b2 x))", (b, x) => b[0] * (1 - (-b[1] * x).Exp()));

    private static readonly Model Chwirut = new("exp(−b1 x) / (b2 + b3 x)", (b, x) => (-b[0] * x).Exp() / (b[1] + b[2] * x));

    private static readonly Model Lanczos = new("b1 exp(−b2 x) + b3 exp(−b4 x) + b5 exp(−b6 x)", (b, x) =>
        b[0] * (-b[1] * x).Exp() + b[2] * (-b[3] * x).Exp() + b[4] * (-b[5] * x).Exp());

    private static readonly Model Gauss = new("b1 exp(−b2 x) + b3 exp(−(x − b4)² / b5²) + b6 exp(−(x − b7)² / b8²)", (b, x) =>
        b[0] * (-b[1] * x).Exp() + b[2] * (-((x - b[3]) / b[4]).Square()).Exp() + b[5] * (-((x - b[6]) / b[7]).Square()).Exp());

    private static readonly Model Cubics = new("(b1 + b2 x + b3 x² + b4 x³) / (1 + b5 x + b6 x² + b7 x³)", (b, x) =>
        (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6]))));

    private static readonly Dictionary<string, Model> ByName = new()
    {
        ["Bennett5"] = new("b1 (b2 + x)^(−1 / b3)", (b, x) => b[0] * (b[1] + x).Pow(-1 / b[2])),
        ["BoxBOD"] = Saturation,
        ["Chwirut1"] = Chwirut,
        ["Chwirut2"] = Chwirut,
        ["DanWood"] = new("b1 x^b2", (b, x) => b[0] * x.Pow(b[1])),
        ["ENSO"] = new("b1 + b2 cos(2πx/12) + b3 sin(2πx/12) + b5 cos(2πx/b4) + b6 sin(2πx/b4) + b8 cos(2πx/b7) + b9 sin(2πx/b7)", (b, x) =>
        {
            Tensor turns = 2 * Math.PI * x, year = turns / 12, second = turns / b[3], third = turns / b[6];
            return b[0] + b[1] * year.Cos() + b[2] * year.Sin() + b[4] * second.Cos() + b[5] * second.Sin() + b[7] * third.Cos() + b[8] * third.Sin();
        }),
        ["Eckerle4"] = new("(b1 / b2) exp(−½ ((x − b3) / b2)²)", (b, x) => b[0] / b[1] * (-0.5 * ((x - b[2]) / b[1]).Square()).Exp()),
        ["Gauss1"] = Gauss,
        ["Gauss2"] = Gauss,
        ["Gauss3"] = Gauss,
        ["Hahn1"] = Cubics,
        ["Kirby2"] = new("(b1 + b2 x + b3 x²) / (1 + b4 x + b5 x²)", (b, x) => (b[0] + x * (b[1] + x * b[2])) / (1 + x * (b[3] + x * b[4]))),
        ["Lanczos1"] = Lanczos,
        ["Lanczos2"] = Lanczos,
        ["Lanczos3"] = Lanczos,
        ["MGH09"] = new("b1 (x² + b2 x) / (x² + b3 x + b4)", (b, x) => b[0] * x * (x + b[1]) / (x * (x + b[2]) + b[3])),
        ["MGH10"] = new("b1 exp(b2 / (x + b3))", (b, x) => b[0] * (b[1] / (x + b[2])).Exp()),
        ["MGH17"] = new("b1 + b2 exp(−b4 x) + b3 exp(−b5 x)", (b, x) => b[0] + b[1] * (-b[3] * x).Exp() + b[2] * (-b[4] * x).Exp()),
        ["Misra1a"] = Saturation,
        ["Misra1b"] = new("b1 (1 − (1 + b2 x / 2)⁻²)", (b, x) => b[0] * (1 - (1 + b[1] * x / 2).Pow(-2))),
        ["Misra1c"] = new("b1 (1 − (1 + 2 b2 x)^(−½))", (b, x) => b[0] * (1 - (1 + 2 * b[1] * x).Rsqrt())),
        ["Misra1d"] = new("b1 b2 x / (1 + b2 x)", (b, x) => b[0] * b[1] * x / (1 + b[1] * x)),
        ["Nelson"] = new("log y = b1 − b2 x1 exp(−b3 x2)", (b, x) => b[0] - b[1] * x[0] * (-b[2] * x[1]).Exp(), FitsLogarithm: true),
        ["Rat42"] = new("b1 / (1 + exp(b2 − b3 x))", (b, x) => b[0] / (1 + (b[1] - b[2] * x).Exp())),
        ["Rat43"] = new("b1 / (1 + exp(b2 − b3 x))^(1 / b4)", (b, x) => b[0] * (1 + (b[1] - b[2] * x).Exp()).Pow(-1 / b[3])),
        ["Roszman1"] = new("b1 − b2 x − arctan(b3 / (x − b4)) / π", (b, x) => b[0] - b[1] * x - (b[2] / (x - b[3])).Atan() / Math.PI),
        ["Thurber"] = Cubics,
    };

    /// <summary>The problems that have a model.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The model of a problem, by NIST's name; null where there is none.</summary>
    public static Model? Find(string name) => ByName.GetValueOrDefault(name);
}

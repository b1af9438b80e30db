namespace Autograd.Tests.Laws.Derivatives;

/// <summary>Derivatives of elementwise functions in mixes of reverse (R) and forward (F) mode, for all elements at once.</summary>
internal static class Differentiated
{
    /// <summary>The mixes of an order, read from the inside out. All of them to order 3.</summary>
    public static IReadOnlyList<string> Modes(int order) => order switch
    {
        0 => [""],
        1 => ["R", "F"],
        2 => ["RR", "RF", "FR", "FF"],
        3 => ["RRR", "RRF", "RFR", "RFF", "FRR", "FRF", "FFR", "FFF"],
        _ => ["RRRR", "FFFF", "FRFR", "RFFR"],
    };

    /// <summary>The derivative that a mix names, as a function: elements do not meet, so a sum's gradient holds each one's own.</summary>
    public static Func<Tensor, Tensor> By(string modes, Func<Tensor, Tensor> f) => modes.Aggregate(f, static (inner, mode) => mode == 'R'
        ? x => Differentiate.Gradient(t => inner(t).Sum(), x)
        : x => Differentiate.Jvp(inner, x, Tests.Derivatives.OnesLike(x)).Tangent);

    /// <summary>The partial derivative in these arguments, one for each mode, likewise from the inside out.</summary>
    public static Func<Tensor, Tensor, Tensor> By(string modes, IReadOnlyList<int> arguments, Func<Tensor, Tensor, Tensor> f)
    {
        Func<Tensor, Tensor, Tensor> current = f;
        for (int i = 0; i < modes.Length; i++)
        {
            Func<Tensor, Tensor, Tensor> inner = current;
            string mode = modes[i..(i + 1)];
            current = arguments[i] == 0
                ? (x, y) => By(mode, t => inner(t, y))(x)
                : (x, y) => By(mode, t => inner(x, t))(y);
        }

        return current;
    }
}

namespace Autograd.Tests.Laws.Derivatives;

/// <summary>Derivatives of elementwise functions in mixes of reverse (R) and forward (F) mode, for all elements at once.</summary>
internal static class Differentiated
{
    /// <summary>The mixes of an order, read from the inside out. All of them to order 3.</summary>
    public static IEnumerable<string> Modes(int order) => order < 4 ? ModeMixes.Of(order) : ["RRRR", "FFFF", "FRFR", "RFFR"];

    /// <summary>The partial derivative in these arguments, one for each mode, likewise from the inside out.</summary>
    public static Func<Tensor, Tensor, Tensor> By(string modes, IReadOnlyList<int> arguments, Func<Tensor, Tensor, Tensor> f)
    {
        Func<Tensor, Tensor, Tensor> current = f;
        for (int i = 0; i < modes.Length; i++)
        {
            Func<Tensor, Tensor, Tensor> inner = current;
            string mode = modes[i..(i + 1)];
            current = arguments[i] == 0
                ? (x, y) => ModeMixes.By(t => inner(t, y), mode)(x)
                : (x, y) => ModeMixes.By(t => inner(x, t), mode)(y);
        }

        return current;
    }
}

namespace Autograd.Benchmarks.Peers;

/// <summary>One operation on two vectors, without gradient: what memory and the call itself cost.</summary>
internal static class Arithmetic
{
    public static IEnumerable<Case> Cases =>
        from operation in new[] { "add", "multiply" }
        from size in new (int Count, double Aim)[] { (1_000, 3), (32_000, 1.2), (1_000_000, 1), (10_000_000, 5) }
        select new Case($"{operation} {size.Count}", size.Aim, () => Of(operation == "add", size.Count));

    public static Rivals Of(bool add, int count)
    {
        Draw draw = new();
        Numbers[] inputs = [draw.Normal(count).AsConstant(), draw.Normal(count).AsConstant()];
        return add ? Sides.Of(inputs, x => x[0] + x[1], x => x[0] + x[1]) : Sides.Of(inputs, x => x[0] * x[1], x => x[0] * x[1]);
    }
}

/// <summary>This library against itself: how far from 1 a ratio gets by noise alone.</summary>
internal static class Noise
{
    public static IEnumerable<Case> Cases =>
    [
        new("A/A: add 32000 against itself", null, () =>
        {
            Rivals rivals = Arithmetic.Of(add: true, 32_000);
            return new(rivals.Autograd, rivals.Autograd);
        }),
    ];
}

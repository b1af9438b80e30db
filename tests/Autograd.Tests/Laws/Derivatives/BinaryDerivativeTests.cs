namespace Autograd.Tests.Laws.Derivatives;

/// <summary>
/// Every elementwise operation of two tensors: all partial derivatives to order 4, in mixes of modes and, at order 2, both orders
/// of the arguments, against binary.csv (by tools/derivatives.py). So every Hessian is held symmetric, too.
/// </summary>
public sealed class BinaryDerivativeTests
{
    private static readonly ILookup<(string Operation, DType Type), Stored> Rows = Stored.Read("binary.csv", arguments: 2);

    public static TheoryData<string, DType> All => Stored.Subjects(Rows);

    [Theory, MemberData(nameof(All))]
    public void Partial_derivatives_are_the_stored_ones(string operation, DType type)
    {
        Func<Tensor, Tensor, Tensor> f = Operations.Binary[operation];
        Stored[] rows = [.. Rows[(operation, type)]];
        Tensor x = Values.Vector(type, [.. rows.Select(row => row.Point[0])]), y = Values.Vector(type, [.. rows.Select(row => row.Point[1])]);
        Findings findings = new($"{operation} | {type}");
        int column = 0;
        for (int order = 0; order <= 4; order++)
            for (int inY = 0; inY <= order; inY++, column++)
            {
                int first = column - inY;
                foreach (string modes in order == 3 ? ["RRR", "FRF", "FFF", "RFR"] : Differentiated.Modes(order))
                    foreach (int[] arguments in Sequences(order, inY))
                    {
                        double[] found = Differentiated.By(modes, arguments, f)(x, y).Doubles();
                        string name = $"{modes}{(arguments.Length == 0 ? "" : ":")}{string.Concat(arguments.Select(argument => "xy"[argument]))}";
                        for (int i = 0; i < rows.Length; i++)
                            if (rows[i].Values[column] is { } expected && !IsOpen(operation, rows[i], order, inY, found[i]))
                                findings.Add($"{rows[i]} | dx{order - inY}dy{inY}", name, found[i], expected, Fault.Of(
                                    found[i], expected, type, Operations.Ulps(operation) * (order + 1),
                                    Math.Max(Operations.Absolute(operation, type, order, 1), 8 * (order + 1) * (type == DType.Float32 ? 6e-8 : 1.2e-16)
                                        * Siblings(rows[i].Values[first..(first + order + 1)], expected))));
                    }
            }

        findings.ShouldBeNone();
    }

    /// <summary>
    /// What is not held: powers of negative numbers vary with the exponent only where that is a whole number, so that their partials
    /// in it say nothing; a difference that rounds to Huber's fold stands on it; and where terms of the same order overflow with both signs, their sum is loud rather than right.
    /// </summary>
    private static bool IsOpen(string operation, Stored row, int order, int inY, double found) =>
        (operation == "Pow" && inY > 0 && row.Point[0] < 0)
        || (operation == "HuberLoss" && row.Type == DType.Float32 && Math.Abs((float)(row.Point[0] - row.Point[1])) == 1 && row.Point[1] is 1e-10 or -1e-10)
        || (order >= 3 && !double.IsFinite(found) && row.Values[..((order + 1) * (order + 2) / 2)].Any(value => value is { } number && double.IsInfinity(number)));

    /// <summary>A derivative that crosses zero near the point has the digits of its siblings; one that is small by nature has its own.</summary>
    private static double Siblings(IEnumerable<double?> siblings, double expected)
    {
        double largest = siblings.Max(value => value is { } number && double.IsFinite(number) ? Math.Abs(number) : 0);
        return expected == 0 ? largest : Math.Abs(expected) > 1e-3 * largest ? largest : 0;
    }

    /// <summary>The arguments' order: x first and y first.</summary>
    private static IEnumerable<int[]> Sequences(int order, int inY)
    {
        int[] first = [.. Enumerable.Repeat(0, order - inY), .. Enumerable.Repeat(1, inY)];
        yield return first;
        if (inY > 0 && inY < order && order < 4)
            yield return [.. first.Reverse()];
    }
}

namespace Autograd.Tests.Laws.Derivatives;

/// <summary>
/// Every elementwise operation of one tensor, to order 4, in the mixes of modes, against unary.csv (by tools/derivatives.py): at
/// ordinary points, where exponentials overflow and vanish, at kinks, edges of domains and ±∞.
/// </summary>
public sealed class UnaryDerivativeTests
{
    private static readonly ILookup<(string Operation, DType Type), Stored> Rows = Stored.Read("unary.csv", arguments: 1);

    public static TheoryData<string, DType> All => Stored.Subjects(Rows);

    [Theory, MemberData(nameof(All))]
    public void Derivatives_are_the_stored_ones(string operation, DType type)
    {
        Func<Tensor, Tensor> f = Operations.Unary[operation];
        Stored[] rows = [.. Rows[(operation, type)]];
        Tensor x = Values.Vector(type, [.. rows.Select(row => row.Point[0])]);
        Findings findings = new($"{operation} | {type}");
        for (int order = 0; order <= 4; order++)
        {
            double largest = rows.Max(row => row.Values[order] is { } value && double.IsFinite(value) ? Math.Abs(value) : 0);
            foreach (string modes in Differentiated.Modes(order))
                Compare(modes, ModeMixes.By(f, modes)(x));
            if (order == 1)
            {
                Tensor leaf = Tensor.Parameter(x);
                Compare("R recorded", Calculus.Vjp(f(leaf), Tests.Derivatives.OnesLike(x), [leaf], createGraph: true)[0]);
            }

            void Compare(string modes, Tensor result)
            {
                double[] found = result.Doubles();
                for (int i = 0; i < rows.Length; i++)
                    if (rows[i].Values[order] is { } expected)
                        findings.Add($"{rows[i]} | order {order}", modes, found[i], expected,
                            Fault.Of(found[i], expected, type, Operations.Ulps(operation) * (order + 1), Operations.Absolute(operation, type, order, largest)));
            }
        }

        findings.ShouldBeNone();
    }
}

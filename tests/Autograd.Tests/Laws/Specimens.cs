namespace Autograd.Tests.Laws;

/// <summary>The list of specimens. Whoever adds an operation adds one here.</summary>
public static partial class Specimens
{
    private static readonly Lazy<Specimen[]> Listed = new(() =>
        [.. Unary, .. Binary, .. Reductions, .. Layouts, .. Products, .. LinearAlgebra, .. Einsums, .. Composites, .. Maps]);

    public static IReadOnlyList<Specimen> All => Listed.Value;

    public static Specimen Named(string name) => All.Single(specimen => specimen.ToString() == name);

    private static Specimen Of(string operation, string name, Operand[] operands, Func<Tensor[], Tensor> function, Func<Nd[], Nd> reference) =>
        new(operation, name, operands, function, reference);
}

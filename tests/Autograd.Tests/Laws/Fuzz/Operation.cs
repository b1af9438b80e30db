namespace Autograd.Tests.Laws.Fuzz;

/// <summary>What an operation does to one operand of a given shape: whole-number parameters, and the shapes of the other operands.</summary>
internal sealed record Plan(int[] Parameters, params int[][] Others);

/// <summary>An operation as random programs use it.</summary>
/// <param name="Name">The member of <see cref="Tensor"/> that it tries.</param>
/// <param name="Fit">Chooses what fits an operand's shape; null where nothing does.</param>
/// <param name="Run">The library's.</param>
/// <param name="Reference">The same on plain arrays.</param>
/// <param name="Text">The same in C#, with {0}, {1}, … for operands.</param>
internal sealed record Operation(
    string Name,
    Func<Choices, int[], Plan?> Fit,
    Func<Tensor[], int[], Tensor> Run,
    Func<Grid<Number>[], int[], Grid<Number>> Reference,
    Func<int[], string> Text)
{
    /// <summary>What brings an operand to where a function is smooth and tame.</summary>
    public Domain Domain { get; init; } = Domain.Any;

    /// <summary>How often it is drawn.</summary>
    public int Weight { get; init; } = 1;

    public override string ToString() => Name;
}

/// <summary>Where an elementwise function is tried: a harmless function that leads there stands before it.</summary>
internal sealed record Domain(string Text, Func<Tensor, Tensor> Run, Func<double, double> Reference)
{
    public static readonly Domain
        Any = new("{0}", x => x, x => x),
        Positive = new("({0}.Square() + 0.5)", x => x.Square() + 0.5, x => x * x + 0.5),
        AboveOne = new("({0}.Square() + 1.5)", x => x.Square() + 1.5, x => x * x + 1.5),
        Unit = new("({0}.Tanh() * 0.8)", x => x.Tanh() * 0.8, x => Math.Tanh(x) * 0.8),
        Probability = new("({0}.Tanh() * 0.4 + 0.5)", x => x.Tanh() * 0.4 + 0.5, x => Math.Tanh(x) * 0.4 + 0.5);
}

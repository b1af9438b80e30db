namespace Autograd;

/// <summary>An equation read against its operands. Labels are the letters' codes; the axes of an ellipsis have negative ones, −1 the last.</summary>
internal sealed class EinsumEquation
{
    private const string Ellipsis = "...";
    private const string Operation = nameof(Tensor.Einsum);

    private readonly string equation;
    private readonly Shape[] shapes;

    private EinsumEquation(string equation, ReadOnlySpan<Tensor> operands)
    {
        this.equation = equation;
        shapes = new Shape[operands.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            Errors.RequireNotNull(operands[i], $"operand {i}", Operation);
            shapes[i] = operands[i].Shape;
            if (operands[i].DType != operands[0].DType)
                throw Errors.MixedTypes(Operation, operands[0], operands[i]);
        }

        string[] sides = equation.Replace(" ", "").Split("->");
        string[] names = sides[0].Split(',');
        if (sides.Length > 2)
            throw Wrong("it has more than one ->", "write operands, then -> and the result");
        if (names.Length != shapes.Length)
            throw Wrong($"it names {Errors.Number(names.Length, "operand", "operands")}, against {shapes.Length} given", "separate the names of each operand's axes by commas");
        Operands = [.. names.Select(Labels)];
        foreach ((int[] labels, Shape shape) in Operands.Zip(shapes))
            Measure(labels, shape);
        Result = sides.Length == 2 ? Explicit(sides[1]) : Implicit();
    }

    /// <summary>The label of each axis of each operand.</summary>
    public int[][] Operands { get; }

    public int[] Result { get; }

    /// <summary>The size of each label, after broadcasting.</summary>
    public Dictionary<int, int> Sizes { get; } = [];

    private int[] Hidden => [.. Sizes.Keys.Where(static label => label < 0).Order()];

    public static EinsumEquation Parse(string equation, ReadOnlySpan<Tensor> operands) => new(equation, operands);

    private int[] Labels(string names, int operand)
    {
        int dots = names.IndexOf(Ellipsis, StringComparison.Ordinal), letters = RequireLetters(names);
        int hidden = shapes[operand].Rank - letters;
        if (hidden < 0 || (hidden > 0 && dots < 0))
            throw Wrong($"\"{names}\" names {letters} axes, but operand {operand} is {shapes[operand]}",
                dots < 0 ? "name every axis, or let ... stand for the rest" : "name fewer axes");
        return dots < 0 ? Letters(names) : Around(names, dots, Enumerable.Range(-hidden, hidden));
    }

    private void Measure(int[] labels, Shape shape)
    {
        for (int axis = 0; axis < labels.Length; axis++)
        {
            int size = shape[axis], first = Array.IndexOf(labels, labels[axis]);
            if (shape[first] != size)
                throw Wrong($"{Name(labels[axis])} names axes of sizes {shape[first]} and {size} of {shape}", "only equal axes have a diagonal");
            int known = Sizes.GetValueOrDefault(labels[axis], 1);
            if (known != size && known != 1 && size != 1)
                throw Wrong($"{Name(labels[axis])} has size {known} and size {size}", "make the sizes equal, or one of them 1");
            Sizes[labels[axis]] = known == 1 ? size : known;
        }
    }

    private int[] Explicit(string names)
    {
        RequireLetters(names);
        int dots = names.IndexOf(Ellipsis, StringComparison.Ordinal);
        int[] labels = dots < 0 ? Letters(names) : Around(names, dots, Hidden);
        if (dots < 0 && Hidden.Length > 0)
            throw Wrong("the result leaves out the axes that ... stands for", "write ... into the result, or sum them first");
        if (labels.FirstOrDefault(label => !Sizes.ContainsKey(label)) is > 0 and int unknown)
            throw Wrong($"the result names {Name(unknown)}, which no operand has", "name axes of the operands");
        if (labels.GroupBy(static label => label).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw Wrong($"the result names {Name(twice.Key)} twice", "name each axis once, and use Diagonal on the result");
        return labels;
    }

    private int[] Implicit()
    {
        int[] all = [.. Operands.SelectMany(static labels => labels)];
        return [.. Hidden, .. all.Where(label => label > 0 && all.Count(other => other == label) == 1).Order()];
    }

    private int RequireLetters(string names)
    {
        int dots = names.IndexOf(Ellipsis, StringComparison.Ordinal);
        string letters = dots < 0 ? names : names.Remove(dots, Ellipsis.Length);
        foreach (char letter in letters)
            if (!char.IsAsciiLetter(letter))
                throw Wrong($"'{letter}' in \"{names}\" names no axis", "use letters, and ... at most once in each operand");
        return letters.Length;
    }

    private static int[] Around(string names, int dots, IEnumerable<int> hidden) =>
        [.. Letters(names[..dots]), .. hidden, .. Letters(names[(dots + Ellipsis.Length)..])];

    private static int[] Letters(string names) => [.. names.Select(static letter => (int)letter)];

    private static string Name(int label) => label > 0 ? $"'{(char)label}'" : "...";

    private Exception Wrong(string problem, string remedy) => Errors.Argument(Operation, $"in \"{equation}\", {problem}", remedy, shapes);
}

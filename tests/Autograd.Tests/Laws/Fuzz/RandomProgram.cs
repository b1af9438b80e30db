namespace Autograd.Tests.Laws.Fuzz;

/// <summary>A line of a program: an operation on earlier lines' values or, without one, an input whose shape the parameters are.</summary>
internal sealed record Step(Operation? Operation, int[] Operands, int[] Parameters);

/// <summary>How an upstream gradient lies in memory.</summary>
internal enum Upstream
{
    InOrder,
    Repeated,
    Permuted,
    Sliced,
}

/// <summary>
/// A program of operations on a few inputs, whose result is the last value. The reference, on plain arrays, is computed as the
/// program is made, so that no step leads near a kink or to numbers that rounding would blur.
/// </summary>
internal sealed class RandomProgram
{
    private const int MostSteps = 10, MostElements = 200, MostTries = 20;
    private const double Largest = 60, Steepest = 1e3;

    private readonly List<Step> steps = [];
    private readonly List<Grid<Number>> values = [];
    private readonly List<(int Start, int Stop)> spans = [];
    private readonly int seed;

    private RandomProgram(int seed) => this.seed = seed;

    public IReadOnlyList<Step> Steps => steps;

    public Upstream Arrangement { get; private set; }

    /// <summary>The choices that made it, and which of them made one step.</summary>
    public IReadOnlyList<int> Choices { get; private set; } = [];

    /// <inheritdoc cref="Choices"/>
    public IReadOnlyList<(int Start, int Stop)> Spans => spans;

    /// <summary>The result by the reference.</summary>
    public Grid<Number> Expected => values[^1];

    /// <summary>The largest number on the way: rounding errors are relative to it.</summary>
    public double Scale => 1 + values.SelectMany(static value => value.Values).Select(static x =>
        Math.Max(Math.Abs(x.Value), Math.Abs(x.Tangent))).DefaultIfEmpty(0).Max();

    public IEnumerable<int> Inputs => Enumerable.Range(0, steps.Count).Where(i => steps[i].Operation is null);

    public static RandomProgram Drawn(int seed, IReadOnlyList<Operation> operations) =>
        Made(seed, new([], new(seed)), operations);

    /// <summary>The program that choices make; where they end, the simplest ones follow.</summary>
    public static RandomProgram Made(int seed, Choices choices, IReadOnlyList<Operation> operations)
    {
        RandomProgram program = new(seed);
        int[] first = choices.Shape();
        while (Count(first) > MostElements)
            first = first[1..];
        program.AddInput(first);
        for (int tries = 0; tries < MostTries && program.steps.Count < MostSteps && choices.Next(12) != 0; tries++)
        {
            int start = choices.Taken.Count;
            int operand = choices.Next(3) < 2 ? program.steps.Count - 1 : choices.Next(program.steps.Count);
            Operation operation = operations[choices.Next(operations.Count)];
            if (operation.Fit(choices, program.values[operand].Shape) is { } plan && plan.Others.All(static shape =>
                Count(shape) <= MostElements))
            {
                int before = program.steps.Count;
                int[] operands = [operand, .. plan.Others.Select(shape => program.Operand(choices, shape)).ToArray()];
                if (!program.TryAdd(operation, operands, plan.Parameters))
                    program.CutTo(before);
            }

            program.spans.Add((start, choices.Taken.Count));
        }

        program.Arrangement = (Upstream)choices.Next(4);
        program.Choices = choices.Taken;
        return program;
    }

    /// <summary>One operation on a permuted input; null where that leads near a kink.</summary>
    public static RandomProgram? OfOne(int seed, Operation operation, int[] shape, int[] order, Plan plan, Upstream arrangement)
    {
        RandomProgram program = new(seed) { Arrangement = arrangement };
        int x = program.Permuted(shape, order);
        return program.TryAdd(operation,
            [x, .. plan.Others.Select(other =>
            program.Permuted(other, [.. Enumerable.Range(0, other.Length).Reverse()])).ToArray()], plan.Parameters) ? program
            : null;
    }

    /// <summary>The inputs' values, or the direction along which they move.</summary>
    public Tensor Draw(int input, bool tangent) =>
        Tensor.Normal<double>(new Random(Seed(input) + (tangent ? 100 : 0)), steps[input].Parameters);

    /// <summary>The result of the library, or of whatever runs the steps.</summary>
    public T Run<T>(IReadOnlyList<T> inputs, Func<Step, T[], T> apply)
    {
        List<T> found = [];
        int next = 0;
        foreach (Step step in steps)
            found.Add(step.Operation is null ? inputs[next++] : apply(step, [.. step.Operands.Select(i => found[i])]));
        return found[^1];
    }

    public Tensor Run(Tensor[] inputs) => Run(inputs, static (step, x) => step.Operation!.Run(x, step.Parameters));

    /// <summary>The upstream gradient's elements in reading order.</summary>
    public double[] Weights()
    {
        double[] weights = Tensor.Normal<double>(new Random(seed + 55), Expected.Shape).ToArray<double>();
        if (Arrangement == Upstream.Repeated)
            Array.Fill(weights, 0.75);
        return weights;
    }

    /// <summary>The same as a tensor that lies in memory as the program says.</summary>
    public Tensor Upstreams()
    {
        Tensor plain = Tensor.From(Weights(), Expected.Shape);
        int[] reversed = [.. Enumerable.Range(0, plain.Rank).Reverse()];
        return Arrangement switch
        {
            Upstream.Repeated => Tensor.From(0.75).BroadcastTo(Expected.Shape),
            Upstream.Permuted => plain.Permute(reversed).Contiguous().Permute(reversed),
            Upstream.Sliced when plain.Rank > 0 => plain.Repeat(2, -1).Slice(-1, 0, 2 * Expected.Shape[^1], 2),
            _ => plain,
        };
    }

    /// <summary>The program in C#.</summary>
    public override string ToString()
    {
        int last = steps.Count - 1;
        string inputs = string.Join(", ", Inputs.Select(static i => $"t{i}")), random = $"new Random({seed + 55})";
        string upstream = Arrangement == Upstream.Repeated ? $"Tensor.From(0.75).BroadcastTo(t{last}.Shape)" : $"Tensor.Normal<double>({random}, t{last}.Shape)";
        return string.Join("\n", [
            .. steps.Select((step, i) => $"Tensor t{i} = {(step.Operation is { } operation ? Filled(operation.Text(step.Parameters), step.Operands) : Input(i))};"),
            $"Tensor upstream = {upstream}; // {Arrangement}",
            $"Tensor[] gradients = Differentiate.Gradients(t{last}, [{inputs}], upstream);",
        ]);
    }

    private string Input(int i)
    {
        string shape = steps[i].Parameters is { Length: > 0 } sizes ? string.Join(", ", sizes) : "[]";
        return $"Tensor.Parameter(Tensor.Normal<double>(new Random({Seed(i)}), {shape}))";
    }

    private static string Filled(string text, int[] operands)
    {
        for (int i = 0; i < operands.Length; i++)
            text = text.Replace($"{{{i}}}", $"t{operands[i]}");
        return text;
    }

    private static int Count(int[] shape) => shape.Aggregate(1, static (product, size) => product * size);

    private int Seed(int input) => seed + 1009 * input;

    private int AddInput(int[] shape)
    {
        steps.Add(new(null, [], shape));
        Grid<double> at = Grid.Of(Draw(steps.Count - 1, tangent: false)), along = Grid.Of(Draw(steps.Count - 1, tangent: true));
        values.Add(new(shape, [.. at.Values.Zip(along.Values, static (value, tangent) => new Number(value, tangent))]));
        return steps.Count - 1;
    }

    /// <summary>A value of the shape: an earlier one, a new input, or a view of a new one.</summary>
    private int Operand(Choices choices, int[] shape)
    {
        int[] found = [.. Enumerable.Range(0, steps.Count).Where(i => values[i].Shape.AsSpan().SequenceEqual(shape))];
        if (found.Length > 0 && choices.Next(3) > 0)
            return found[choices.Next(found.Length)];
        return choices.Rarely(2) ? Permuted(shape, choices.Order(shape.Length)) : AddInput(shape);
    }

    /// <summary>A value of the shape whose elements stand in the order of other axes.</summary>
    private int Permuted(int[] shape, int[] order)
    {
        int[] stored = new int[shape.Length];
        for (int i = 0; i < order.Length; i++)
            stored[order[i]] = shape[i];
        int input = AddInput(stored);
        return TryAdd(Operations.All.First(static one => one.Name == "Permute"), [input], order) ? steps.Count - 1 : input;
    }

    private bool TryAdd(Operation operation, int[] operands, int[] parameters)
    {
        if (operands.Sum(i => values[i].Values.Length) > 4 * MostElements)
            return false;
        Grid<Number> value = operation.Reference([.. operands.Select(i => values[i])], parameters);
        if (value.Values.Length > MostElements || !value.Values.All(static x =>
            Math.Abs(x.Value) < Largest && Math.Abs(x.Tangent) < Steepest))
            return false;
        steps.Add(new(operation, operands, parameters));
        values.Add(value);
        return true;
    }

    private void CutTo(int count)
    {
        steps.RemoveRange(count, steps.Count - count);
        values.RemoveRange(count, values.Count - count);
    }
}

using Autograd.Drawing;

namespace Autograd;

/// <summary>An operation made a NaN, an infinity or too large a number from input without, under <see cref="Tape.DetectAnomaly()"/>.</summary>
public sealed class AnomalyException : InvalidOperationException, IAutogradError
{
    private const int Told = 3, Digits = 6;

    private AnomalyException(string operation, AnomalyPass pass, string problem, string remedy, Findings found, SourceLine? line, params Shape[] shapes)
        : base(Errors.Compose(operation, problem, remedy)) =>
        (Operation, Pass, Remedy, Count, Indices, Values, Line, Shapes) = (operation, pass, remedy, found.Count, found.Indices, found.Values, line, shapes);

    /// <inheritdoc/>
    public string Operation { get; }

    /// <summary>The name given to the operation's result, or to the tensor that a hook stands on; null where there is none, as in the forward pass.</summary>
    public string? Name { get; private init; }

    /// <summary>In which pass it happened.</summary>
    public AnomalyPass Pass { get; }

    /// <summary>
    /// Forward, the operands' shapes and the result's; backward, that of the upstream gradient without leading directions, and the operand's; else the result's.
    /// </summary>
    public IReadOnlyList<Shape> Shapes { get; }

    /// <inheritdoc/>
    public string Remedy { get; }

    /// <summary>How many elements are out of order.</summary>
    public int Count { get; }

    /// <summary>Where the first of them stand.</summary>
    public IReadOnlyList<int[]> Indices { get; }

    /// <summary>What the first of them are.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>
    /// The line of the code outside this library that computed the operation, in a walk too; null where it was recorded outside
    /// the mode, or nothing is known of the stack.
    /// </summary>
    public SourceLine? Line { get; }

    internal static AnomalyException Forward(string operation, Tensor result, ReadOnlySpan<Tensor?> operands, double bound, string? during, SourceLine? line)
    {
        Findings found = new(result, bound);
        Tensor[] given = [.. operands.ToArray().OfType<Tensor>()];
        string names = string.Join(" and ", given.Select(static operand => operand.Described));
        return new(operation, AnomalyPass.Forward,
            $"{(during is null ? "" : $"in {during}, ")}{found.Of($"its result {result.Shape}")}, from {found.Sound} operands {names}: {found}{(line is null ? "" : $", at {line}")}",
            found.IsLimit ? TooLarge : "keep its operands where its value is finite, for instance by Clamp or a small number added before, or scale down what overflows",
            found, line, [.. given.Select(static operand => operand.Shape), result.Shape]);
    }

    internal static AnomalyException Backward(Node node, int operand, Node input, Tensor gradient, double bound)
    {
        Findings found = new(gradient, bound);
        return new(node.Operation, AnomalyPass.Backward,
            $"in the backward pass of {Described(node)}, {found.Of($"the gradient of its operand {Described(input)}")}, from {found.Sound} upstream gradients: {found}{Slope(node, operand, input, gradient, found)}{Recorded(node)}",
            found.IsLimit ? TooLarge : "keep its operands away from where the slope is infinite, for instance by Clamp or a small number added before, or scale down what overflows",
            found, node.Place?.Line, node.Shape, input.Shape) { Name = node.Name };
    }

    internal static AnomalyException Tangent(Node node, Tensor tangent, double bound)
    {
        Findings found = new(tangent, bound);
        return new(node.Operation, AnomalyPass.ForwardMode,
            $"in forward mode, {found.Of($"the tangent of {Described(node)}")}, from {found.Sound} tangents of its operands: {found}{Recorded(node)}",
            found.IsLimit ? TooLarge : "keep its operands away from where the slope is infinite, or scale down what overflows",
            found, node.Place?.Line, node.Shape) { Name = node.Name };
    }

    internal static AnomalyException Hook(Node node, Tensor gradient, double bound)
    {
        Findings found = new(gradient, bound);
        return new(nameof(Tensor.OnGradient), AnomalyPass.Backward,
            $"a hook on {Described(node)} was given {found.Sound} numbers, and {found.Of("what it returned")}: {found}{Recorded(node)}",
            "mend the hook, or return null to leave the gradient as it is", found, node.Place?.Line, node.Shape) { Name = node.Name };
    }

    private static string TooLarge => "scale the operands down, lower the learning rate, clip gradients, or raise the limit";

    private static string Described(Node node) => $"{node}{(node.Block is { } block ? $" in {block}" : "")}";

    private static string Recorded(Node node) => (node.Place?.Line, node.Place?.During) switch
    {
        (null, _) => ", recorded where no line was noted (open DetectAnomaly before the forward pass)",
        ({ } line, null) => $", recorded at {line}",
        ({ } line, { } during) => $", recorded in {during}, at {line}",
    };

    /// <summary>Of elementwise operations, the local gradient where the first element is, and the operand where it is still there.</summary>
    private static string Slope(Node node, int operand, Node input, Tensor gradient, Findings found)
    {
        if (node.LocalGradient(operand) is not { } slope || slope.Shape != gradient.Shape)
            return "";
        string value = (node.OperandAt(operand) ?? input.Result) is { } x && x.Shape == slope.Shape ? $"the operand is {At(x)} and " : "";
        return $", where {value}the local gradient {(value.Length > 0 ? "" : "is ")}{At(slope)}";

        string At(Tensor tensor) => Number(Elements(tensor)[found.First]);
    }

    private static double[] Elements(Tensor tensor) => tensor.DType == DType.Float64
        ? tensor.ToArray<double>()
        : Array.ConvertAll(tensor.ToArray<float>(), static value => (double)value);

    private static string Number(double value) => Figures.Number(value, Digits);

    /// <summary>The elements of a tensor that break a bound.</summary>
    private sealed class Findings
    {
        private readonly double bound;
        private readonly Shape shape;

        public Findings(Tensor tensor, double bound)
        {
            (this.bound, shape) = (bound, tensor.Shape);
            double[] elements = Elements(tensor);
            int[] broken = [.. Enumerable.Range(0, elements.Length).Where(i => !(Math.Abs(elements[i]) <= bound))];
            int[] strides = Layout.RowMajor(shape);
            Count = broken.Length;
            First = broken[0];
            Values = [.. broken.Take(Told).Select(i => elements[i])];
            Indices = [.. broken.Take(Told).Select(i => strides.Select((stride, axis) => i / stride % shape[axis]).ToArray())];
        }

        public int Count { get; }

        public int First { get; }

        public IReadOnlyList<double> Values { get; }

        public IReadOnlyList<int[]> Indices { get; }

        public bool IsLimit => bound < double.MaxValue;

        public string Sound => IsLimit ? "smaller" : "finite";

        public string Of(string what) => $"{Count} of the {shape.ElementCount} elements of {what} "
            + $"{(Count == 1 ? "is" : "are")} {(IsLimit ? $"beyond the limit {Number(bound)}" : "NaN or infinite")}";

        public override string ToString() => string.Join(", ", Indices.Zip(Values, static (index, value) =>
            $"[{string.Join(", ", index)}] = {Number(value)}")) + (Count > Told ? ", …" : "");
    }
}

/// <summary>In which pass an anomaly arose.</summary>
public enum AnomalyPass
{
    /// <summary>As a value was computed.</summary>
    Forward,

    /// <summary>In the walk back: a gradient.</summary>
    Backward,

    /// <summary>In forward mode: a tangent.</summary>
    ForwardMode,
}

namespace Autograd.Drawing;

/// <summary>Makes a picture of a tape: folds it, joins the boxes by wires, and writes the numbers that are known on them.</summary>
internal sealed class PictureBuilder(Tape tape, PictureOptions options, bool whole) : IWalkObserver
{
    // A picture of more results than this shows their operations alone.
    private const int MostResults = 24;

    private readonly List<Box> boxes = [];
    private readonly List<Wire> wires = [];
    private readonly List<string> remarks = [];
    private readonly Dictionary<Node, Box> boxOf = [];
    private readonly Dictionary<TensorIdentity, Box> constants = [];
    private readonly Dictionary<(Box From, Box To), Wire> merged = [];
    private readonly Dictionary<(Node From, Node To), Queue<Wire>> downstream = [];
    private readonly Dictionary<Wire, Tensor> sums = [];
    private readonly KnownValues known = new(tape);

    private bool IsReleased { get; } = tape.Nodes.Any(static node => node.IsReleased);

    public Picture Build()
    {
        using Ambient.Stretch _ = Ambient.EnterHere(new Ambient(Recording: false));
        (IReadOnlyList<IReadOnlyList<Node>> groups, string? folded) = Folding.Of(tape.Nodes, options);
        if (folded is not null)
            remarks.Add(folded);
        foreach (IReadOnlyList<Node> group in groups)
            Draw(group);
        DrawResults();
        ShowGradients();
        foreach ((Wire wire, Tensor sum) in sums)
            wire.Gradient = Show(sum);
        AddRemarks();
        return new(boxes, wires, remarks, options);
    }

    public void Arrived(Node node, Tensor gradient)
    {
        if (boxOf[node].Node == node)
            boxOf[node].Gradient = Show(gradient);
    }

    public void Left(Node? from, Node to, Tensor gradient)
    {
        if (from is null || !downstream.TryGetValue((from, to), out Queue<Wire>? queue))
            return;
        Wire wire = queue.Dequeue();
        if (wire.Tensors == 1)
            sums[wire] = sums.TryGetValue(wire, out Tensor? sum) ? sum + gradient : gradient;
    }

    private Figures Show(Tensor tensor) => Figures.Of(tensor, options.Digits, whole);

    private void Draw(IReadOnlyList<Node> group)
    {
        Box[] operands = group is [{ } single] ? Constants(single) : [];
        Box box = Add(group);
        foreach (Node node in group)
            boxOf[node] = box;
        int constant = 0;
        foreach (Node node in group)
        {
            Rule? rule = box.Rule;
            for (int i = 0; i < node.InputCount; i++)
                if (node.InputAt(i) is { } input && boxOf[input] != box)
                    Join(boxOf[input], box, input, node, i, rule);
                else if (box.Node is not null && node.InputAt(i) is null && Constant(node, i) is not null)
                    Join(operands[constant++], box, null, node, i, rule);
        }
    }

    private Box Add(IReadOnlyList<Node> group)
    {
        Node last = group[^1];
        Box box = group.Count == 1
            ? new()
            {
                Number = boxes.Count,
                Kind = last is Leaf leaf ? leaf.IsParameter ? BoxKind.Parameter : BoxKind.Input : BoxKind.Operation,
                Symbol = last.IsLeaf ? last.Name ?? last.Operation : last.Rule.Symbol,
                Nodes = group,
                Name = last.Name,
                Shape = last.Shape,
                DType = last.DType,
                Rule = last.IsLeaf ? null : last.Rule,
                Value = known.Of(last) is { } value ? Show(value) : null,
            }
            : new()
            {
                Number = boxes.Count,
                Kind = BoxKind.Group,
                Symbol = Common(group) ?? "…",
                Nodes = group,
                Shape = last.Shape,
                DType = last.DType,
            };
        boxes.Add(box);
        return box;
    }

    /// <summary>The block that all operations of a group are in.</summary>
    private static string? Common(IReadOnlyList<Node> group)
    {
        string[] blocks = [.. group.Where(static node => !node.IsLeaf).Select(static node => node.Block ?? "").Distinct()];
        string common = blocks.Length == 0 ? "" : blocks[0];
        while (common.Length > 0 && !blocks.All(block => block == common || block.StartsWith(common + "/", StringComparison.Ordinal)))
            common = common.Contains('/', StringComparison.Ordinal) ? common[..common.LastIndexOf('/')] : "";
        return common.Length > 0 ? common : null;
    }

    private static Tensor? Constant(Node node, int index) => node.OperandAt(index) is { Storage.IsReleased: false } tensor ? tensor : null;

    /// <summary>The boxes of a node's operands that need no gradient, in their order; one that is used again has its box already.</summary>
    private Box[] Constants(Node node)
    {
        List<Box> found = [];
        for (int i = 0; i < node.InputCount; i++)
            if (node.InputAt(i) is null && Constant(node, i) is { } tensor)
                found.Add(BoxOf(tensor));

        return [.. found];
    }

    private Box BoxOf(Tensor constant)
    {
        if (!constants.TryGetValue(new(constant), out Box? box))
            boxes.Add(constants[new(constant)] = box = Of(constant));
        return box;
    }

    private Box Of(Tensor constant) => new()
    {
        Number = boxes.Count,
        Kind = BoxKind.Constant,
        Symbol = constant.Name ?? "constant",
        Name = constant.Name,
        Shape = constant.Shape,
        DType = constant.DType,
        Value = constant.Storage.IsReleased ? null : Show(constant),
    };

    private void Join(Box from, Box to, Node? input, Node node, int index, Rule? rule)
    {
        bool single = from.Kind != BoxKind.Group && to.Kind != BoxKind.Group;
        if (single || !merged.TryGetValue((from, to), out Wire? wire))
        {
            wire = new()
            {
                Number = wires.Count,
                From = from,
                To = to,
                Tensors = single ? 1 : Crossing(from, to),
                IsSaved = input is null ? node.SavedTensors.Any(saved => saved.Storage == node.OperandAt(index)?.Storage) : known.IsSaved(input),
                Index = index,
                CarriesGradient = input is not null,
                Slope = rule is { Slopes.Count: > 0 } ? rule.Slopes[index] : "",
            };
            if (wire.Tensors == 1)
                wire.Value = input is null ? from.Value : known.Of(input) is { } value ? Show(value) : null;
            if (single && input is not null && Readable(node) && node.LocalGradient(index) is { } local)
                wire.Local = Show(local);
            wires.Add(merged[(from, to)] = wire);
            from.Outputs.Add(wire);
            to.Inputs.Add(wire);
        }

        if (input is null)
            return;
        if (!downstream.TryGetValue((node, input), out Queue<Wire>? queue))
            downstream[(node, input)] = queue = new();
        queue.Enqueue(wire);
    }

    /// <summary>How many tensors of one box another reads.</summary>
    private int Crossing(Box from, Box to) =>
        to.Nodes.SelectMany(static node => node.Inputs).Distinct().Count(input => boxOf[input] == from);

    private void DrawResults()
    {
        foreach (Tensor result in tape.Results.Where(static result => result.Node is null))
            BoxOf(result);
        if (tape.Results.Count > MostResults)
            return;
        foreach (Tensor result in tape.Results.Where(result => result.Node is { } node && (!node.IsLeaf || boxOf[node].Outputs.Count > 0)))
        {
            Box from = boxOf[result.Node!], box = new()
            {
                Number = boxes.Count,
                Kind = BoxKind.Result,
                Symbol = result.Name ?? "result",
                Shape = result.Shape,
                DType = result.DType,
            };
            boxes.Add(box);
            Wire wire = new()
            {
                Number = wires.Count, From = from, To = box, Tensors = 1, Index = 0, IsSaved = known.IsSaved(result.Node!), CarriesGradient = true,
                Value = known.Of(result.Node!) is { } value ? Show(value) : null,
            };
            if (!IsReleased)
                sums[wire] = Tensor.Filled(1, result.Shape, result.DType);
            wires.Add(wire);
            from.Outputs.Add(wire);
            box.Inputs.Add(wire);
        }
    }

    private static bool Readable(Node node) => !node.IsReleased && node.SavedTensors.All(static saved => !saved.Storage.IsReleased);

    private void ShowGradients()
    {
        if (IsReleased)
            return;
        try
        {
            tape.Observe(this, "Picture");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A picture is wanted most where something is wrong.
            remarks.Add($"Gradients are shown as far as they came: {error.Message.TrimEnd('.')}");
        }
    }

    private void AddRemarks()
    {
        if (tape.Nodes.Count == 0)
            remarks.Add("Nothing was recorded: no parameter leads here");
        if (IsReleased)
            remarks.Add("The tape was released by an earlier Backward: its structure is drawn, its values are gone; pass retainGraph: true to keep them");
        else if (tape.Results.Any(static result => result is { Node: not null, Count: not 1 }))
            remarks.Add("Gradients are those of the sum of all elements");
        else if (tape.Results.Count(static result => result.Node is not null) > 1)
            remarks.Add("Gradients are those of the sum of the results");
        if (tape.Results.Count > MostResults)
            remarks.Add($"{tape.Results.Count} results");
        foreach (Node changed in known.Changed)
            remarks.Add($"The parameter {(changed.Name is { } name ? $"'{Text.Shorten(name)}'" : changed.ToString())} was assigned after it was recorded: what it was then is not known");
        if (!IsReleased && boxes.Exists(static box => box is { Kind: BoxKind.Operation, Value: null }))
            remarks.Add("Where a value is missing the tape does not hold it: a scope has ended, or it is large; record under Tape.KeepValues() to see large ones");
    }
}

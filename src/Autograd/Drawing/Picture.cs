namespace Autograd.Drawing;

/// <summary>What a box stands for.</summary>
internal enum BoxKind
{
    /// <summary>A parameter: gradients are collected here.</summary>
    Parameter,

    /// <summary>The input of a function that is being differentiated.</summary>
    Input,

    /// <summary>An operand that needs no gradient.</summary>
    Constant,

    /// <summary>One recorded operation.</summary>
    Operation,

    /// <summary>Several operations drawn as one.</summary>
    Group,

    /// <summary>What the tape was asked about.</summary>
    Result,
}

/// <summary>One box of a picture.</summary>
internal sealed class Box
{
    public required int Number { get; init; }

    public required BoxKind Kind { get; init; }

    /// <summary>What is written large: a symbol, or a name.</summary>
    public required string Symbol { get; init; }

    /// <summary>The operations that the box stands for, in recorded order; none for constants and results.</summary>
    public IReadOnlyList<Node> Nodes { get; init; } = [];

    public string? Name { get; init; }

    public required Shape Shape { get; init; }

    public DType DType { get; init; }

    /// <summary>What the operation does to gradients; of single operations only.</summary>
    public Rule? Rule { get; init; }

    /// <summary>The node whose result leaves the box; null for constants, results and groups of several.</summary>
    public Node? Node => Nodes.Count == 1 ? Nodes[0] : null;

    /// <summary>The value that leaves; null where the tape does not hold it.</summary>
    public Figures? Value { get; set; }

    /// <summary>The gradient that arrives: the sum over the branches.</summary>
    public Figures? Gradient { get; set; }

    /// <summary>Wires into the box, in the operands' order, and out of it.</summary>
    public List<Wire> Inputs { get; } = [];

    public List<Wire> Outputs { get; } = [];
}

/// <summary>A line of a picture: a value on its way up, and the gradient that comes back along it.</summary>
internal sealed class Wire
{
    public required int Number { get; init; }

    public required Box From { get; init; }

    public required Box To { get; init; }

    /// <summary>Which operand of the operation it brings, counted from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many tensors run along the line; more than one only between groups.</summary>
    public required int Tensors { get; init; }

    /// <summary>Whether the tape saves the value for the walk back.</summary>
    public required bool IsSaved { get; init; }

    /// <summary>Whether gradients come back along it.</summary>
    public required bool CarriesGradient { get; init; }

    public Figures? Value { get; set; }

    /// <summary>The downstream gradient: upstream times local.</summary>
    public Figures? Gradient { get; set; }

    /// <summary>The local gradient, where the operation is elementwise.</summary>
    public Figures? Local { get; set; }

    /// <summary>The local gradient as a formula; empty where there is none.</summary>
    public string Slope { get; init; } = "";
}

/// <summary>A tape as it is drawn, in whatever format: boxes in the order in which they were recorded, and wires between them.</summary>
internal sealed record Picture(IReadOnlyList<Box> Boxes, IReadOnlyList<Wire> Wires, IReadOnlyList<string> Remarks, PictureOptions Options)
{
    /// <param name="tape">The tape.</param>
    /// <param name="options">How it is drawn.</param>
    /// <param name="whole">Whether every tensor is printed in full as well.</param>
    public static Picture Of(Tape tape, PictureOptions options, bool whole = false) => new PictureBuilder(tape, options, whole).Build();
}

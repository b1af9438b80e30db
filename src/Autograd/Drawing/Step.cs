using System.Text.RegularExpressions;

namespace Autograd.Drawing;

/// <summary>One step of the story that a page tells: a box at work, forward or backward.</summary>
/// <param name="IsBackward">Whether gradients move.</param>
/// <param name="Boxes">The boxes at work: all leaves at once, every operation by itself.</param>
/// <param name="Title">What is at work.</param>
/// <param name="Note">What it does, in words; empty where nothing is to be said.</param>
/// <param name="Rows">The numbers.</param>
internal sealed record Step(bool IsBackward, IReadOnlyList<Box> Boxes, string Title, string Note, IReadOnlyList<StepRow> Rows);

/// <summary>One line of a step: <c>Style</c> is value, gradient, local or sum.</summary>
internal readonly record struct StepRow(string Style, string Label, string Text);

/// <summary>Tells a picture as steps: values up the tape, then gradients down it.</summary>
internal sealed partial class StepTeller(Picture picture)
{
    private const int MostLeaves = 12;

    // Of too many results none is drawn: the terms that they add to sums are not on any line.
    private readonly bool hasAllTerms = picture.Boxes.Any(static box => box.Kind == BoxKind.Result);

    private readonly bool isGraded = picture.Wires.Any(static wire => wire.Gradient is not null);

    public static IReadOnlyList<Step> Tell(Picture picture)
    {
        StepTeller teller = new(picture);
        return [.. teller.Forward(), .. teller.Backward()];
    }

    private IEnumerable<Box> Leaves => picture.Boxes.Where(static box => box.Kind is BoxKind.Parameter or BoxKind.Input or BoxKind.Constant);

    private IEnumerable<Step> Forward()
    {
        Box[] leaves = [.. Leaves];
        if (leaves.Length > 0)
            yield return new(false, leaves, "The values that are given", "Forward: every operation computes its value from those before it.",
                [.. Some(leaves, static leaf => new StepRow("value", Name(leaf), Of(leaf.Value)))]);
        foreach (Box box in picture.Boxes.Where(static box => box.Kind is BoxKind.Operation or BoxKind.Group))
            yield return new(false, [box], Title(box), box.Kind == BoxKind.Group ? Folded(box) : Formula(box), [.. Values(box)]);
    }

    private IEnumerable<Step> Backward()
    {
        Box[] results = [.. picture.Boxes.Where(static box => box.Kind == BoxKind.Result)];
        if (results.Length > 0 && results.Any(static result => result.Inputs[0].Gradient is not null))
            yield return new(true, results, "The gradient begins at the result", "Backward: every operation multiplies the gradient that arrives by its local gradients.",
                [.. results.Select(static result => new StepRow("gradient", $"∂/∂{result.Symbol}", Of(result.Inputs[0].Gradient)))]);
        foreach (Box box in picture.Boxes.Reverse().Where(static box => box.Kind is BoxKind.Operation or BoxKind.Group).Where(box => box.Inputs.Any(IsGraded)))
            yield return new(true, [box], Title(box), box.Kind == BoxKind.Group ? Folded(box) : Capital(box.Rule?.Gate ?? ""), [.. Arriving(box), .. Leaving(box)]);
        Box[] leaves = [.. Leaves.Where(static leaf => leaf.Gradient is not null)];
        if (leaves.Length > 0)
            yield return new(true, leaves, "The gradients have arrived", leaves.Any(static leaf => leaf.Outputs.Count > 1) ? "Where a value was used more than once, its gradients add up." : "",
                [.. Some(leaves, leaf => new StepRow("gradient", $"∂/∂{Name(leaf)}", Sum(leaf)))]);
    }

    /// <summary>What goes in and what comes out; of a group, along every line.</summary>
    private static IEnumerable<StepRow> Values(Box box) => box.Kind == BoxKind.Group
        ? [.. box.Inputs.Select(static wire => new StepRow("value", $"from {Name(wire.From)}", Of(wire, wire.Value))),
            .. box.Outputs.Select(static wire => new StepRow("value", $"to {Name(wire.To)}", Of(wire, wire.Value)))]
        : [.. box.Inputs.Select(wire => new StepRow("value", Operand(box, wire), Of(wire, wire.Value))), new("value", $"{Result(box)} (the result)", Of(box.Value))];

    /// <summary>The upstream gradient, as the sum over the branches where there are several; of a group, along every line.</summary>
    private IEnumerable<StepRow> Arriving(Box box)
    {
        Wire[] branches = [.. box.Outputs.Where(IsGraded)];
        bool isGroup = box.Kind == BoxKind.Group, isSum = branches.Length > 1 && hasAllTerms;
        if (isGroup || isSum)
            foreach (Wire wire in branches)
                yield return new("gradient", (isGroup ? "upstream, " : "") + From(wire), Of(wire, wire.Gradient));
        if (!isGroup)
            yield return isSum ? new("sum", "upstream, their sum", Of(box.Gradient)) : new("gradient", "upstream gradient", Of(box.Gradient));
    }

    private IEnumerable<StepRow> Leaving(Box box)
    {
        foreach (Wire wire in box.Inputs.Where(IsGraded))
        {
            if (wire.Local is not null)
                yield return new("local", $"local gradient for {Operand(box, wire)}", wire.Slope is "" || wire.Slope == Of(wire.Local) ? Of(wire.Local) : $"{wire.Slope} = {Of(wire.Local)}");
            yield return new("gradient", $"downstream, to {Name(wire.From)}", Downstream(box, wire));
        }
    }

    private static string Downstream(Box box, Wire wire) => box.Gradient is { Single: not null } upstream && wire is { Local.Single: not null, Gradient.Single: not null }
        ? $"{upstream.Line} × {wire.Local.Line} = {wire.Gradient.Line}"
        : Of(wire, wire.Gradient) + (wire.Local is not null && wire.From.Shape != box.Shape ? ", summed over what was repeated" : "");

    /// <summary>Whether gradients are known to come back along a line, be it without their numbers.</summary>
    private bool IsGraded(Wire wire) => wire.Gradient is not null || (isGraded && wire is { CarriesGradient: true, Tensors: > 1 });

    private static string From(Wire wire) => wire.To.Kind == BoxKind.Result ? "as a result" : $"from {Name(wire.To)}";

    private string Sum(Box leaf) => hasAllTerms && leaf.Outputs.Count(static wire => wire.Gradient is not null) > 1 && leaf.Gradient is { Single: not null }
        ? $"{string.Join(" + ", leaf.Outputs.Where(static wire => wire.Gradient is not null).Select(static wire => wire.Gradient!.Line))} = {leaf.Gradient.Line}"
        : Of(leaf.Gradient);

    private static IEnumerable<StepRow> Some(Box[] leaves, Func<Box, StepRow> row)
    {
        foreach (Box leaf in leaves.Take(MostLeaves))
            yield return row(leaf);
        if (leaves.Length > MostLeaves)
            yield return new("value", $"and {leaves.Length - MostLeaves} more", "");
    }

    /// <summary>An operand as slopes call it: by its name, or by its side and what it comes from.</summary>
    private static string Operand(Box box, Wire wire)
    {
        if (wire.Tensors > 1)
            return Name(wire.From);
        bool isOnce = box.Inputs.Count(other => other.From == wire.From) == 1;
        return (IsWord(box, wire.From.Name), isOnce) switch
        {
            (true, true) => Name(wire.From),
            (true, false) => $"{Name(wire.From)} ({Side(box, wire)})",
            _ => $"{Side(box, wire)} ({Name(wire.From)})",
        };
    }

    private static string Side(Box box, Wire wire) => (box.Node!.InputCount, wire.Index) switch
    {
        (1, _) => "in",
        (2, 0) => "left",
        (2, _) => "right",
        (_, int index) => $"in {index + 1}",
    };

    private static string Result(Box box) => IsWord(box, box.Name) ? Name(box) : "out";

    /// <summary>Whether a tensor goes by its name: in formulas not every name can stand.</summary>
    private static bool IsWord(Box box, string? name) => name is not null && (box.Rule is not { Slopes.Count: > 0 } || Rule.Word(name) is not null);

    /// <summary>What a single operation computes, where its symbol is that of a formula: <c>f = q × z</c>, <c>out = 1 / in</c>.</summary>
    private static string Formula(Box box)
    {
        if (box.Symbol == box.Node!.Operation || box.Inputs.Count != box.Node.InputCount || box.Inputs.Any(static wire => wire.Tensors > 1))
            return "";
        string[] operands = [.. box.Inputs.Select(wire => IsWord(box, wire.From.Name) ? Name(wire.From) : Side(box, wire))];
        bool isWord = box.Symbol.All(char.IsLetter);
        return operands switch
        {
            [string left, string right] when !box.Symbol.Any(char.IsLetter) => $"{Result(box)} = {left} {box.Symbol} {right}",
            [string only] when isWord => $"{Result(box)} = {box.Symbol}({only})",
            [string only] => $"{Result(box)} = {Variable().Replace(box.Symbol, _ => only)}",
            _ => "",
        };
    }

    [GeneratedRegex(@"\bx\b")]
    private static partial Regex Variable();

    private static string Title(Box box)
    {
        if (box.Kind == BoxKind.Group)
            return Text.Shorten(box.Symbol);
        string operation = box.Node!.Operation, symbol = string.Equals(box.Symbol, operation, StringComparison.OrdinalIgnoreCase) ? "" : $" ({box.Symbol})";
        return $"{operation}{symbol}{(box.Name is null ? "" : $" '{Text.Shorten(box.Name)}'")}";
    }

    private static string Folded(Box box)
    {
        Node[] operations = [.. box.Nodes.Where(static node => !node.IsLeaf)];
        return $"{operations.Length} operations, drawn as one: " + string.Join(", ",
            operations.GroupBy(static node => node.Operation).OrderByDescending(static group => group.Count()).Take(6)
                .Select(static group => group.Count() == 1 ? group.Key : $"{group.Count()} × {group.Key}"));
    }

    private static string Name(Box box) => Text.Shorten(box.Name ?? box.Symbol, longest: 18);

    private static string Of(Wire wire, Figures? figures) => wire.Tensors > 1 ? $"{wire.Tensors} tensors" : Of(figures);

    private static string Of(Figures? figures) => figures?.Line ?? "not kept";

    private static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";
}

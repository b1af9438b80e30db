using System.Text;

namespace Autograd.Drawing;

/// <summary>Tells a path of a gradient gate by gate: the upstream, each local gradient, and what goes on. Of long ones, the ends and whatever stands out.</summary>
internal sealed class PathText(GradientPath path)
{
    private const int Ends = 8;                      // gates told at each end
    private const double Much = 1e6;                 // as a factor over a path

    private readonly StringBuilder text = new();

    /// <summary>A node as it is called: its number, operation and name.</summary>
    public static string Named(Node node) => $"#{node.Order} {node.Operation}{(node.Name is { } given ? $" '{Text.Shorten(given, 60)}'" : "")}";

    public static string Of(int number, GradientPath path)
    {
        PathText told = new(path);
        if (path.Steps.Count == 0)
            told.Say($"{number,3}. {(path.Upstream is { } own ? own.Text + ": it" : "It")} is a result itself");
        else
        {
            told.Say($"{number,3}. {path.Steps[^1].Downstream?.Text ?? $"from {Named(path.Steps[0].Gate)}"}");
            told.Gates();
            told.Change();
        }

        return told.text.ToString();
    }

    private void Gates()
    {
        if (path.Upstream is { } begin)
            Say($"       {begin.Text} upstream, at {Named(path.Steps[0].Gate)}");
        int last = -1;
        for (int i = 0; i < path.Steps.Count; i++)
        {
            string mark = Mark(i == 0 ? path.Upstream : path.Steps[i - 1].Downstream, path.Steps[i]);
            if (i >= Ends && i < path.Steps.Count - Ends && mark.Length == 0)
                continue;
            Skipped(i - last - 1, i - 1);
            Say(Line(path.Steps[i]) + mark);
            last = i;
        }
    }

    /// <summary>One gate takes no more room than the words that it was left out.</summary>
    private void Skipped(int count, int last)
    {
        if (count == 1)
            Say(Line(path.Steps[last]));
        else if (count > 1)
            Say($"       … {count} gates between");
    }

    private static string Line(GradientStep step)
    {
        (Node gate, Rule rule) = (step.Gate, step.Gate.Rule);
        string slope = rule.Slopes.Count > 0 ? rule.Slopes[step.Operand] : "", by = $"by {Named(gate)}{(rule.Gate is { } does ? $" ({does})" : "")}";
        if (step.Downstream is not { } downstream)
            return $"       {(slope.Length == 0 ? "" : $"× {slope}, ")}{by}";
        if (gate.LocalGradient(step.Operand) is not { } local)
            return $"       through its rule, {by}, gives {downstream.Text}";
        string numbers = Amount.Of(local).Text, summed = IsRepeated(step) ? ", summed over what was repeated" : "";
        return $"       × {(slope.Length == 0 || slope == numbers ? "" : slope + " = ")}{numbers}, {by}{summed}, gives {downstream.Text}";
    }

    private static bool IsRepeated(GradientStep step) => step.Gate.InputAt(step.Operand)!.Shape != step.Gate.Shape;

    /// <summary>Points at the gate where a gradient goes wrong. A sum over what was repeated may well be larger.</summary>
    private static string Mark(Amount? before, GradientStep step)
    {
        if (before is null || step.Downstream is null)
            return step.Gate.Rule.Gate?.StartsWith("blocks:", StringComparison.Ordinal) == true ? "  ← here it becomes 0" : "";
        (double was, double now) = (before.Largest, step.Downstream.Largest);
        return now == 0 && was != 0 ? "  ← here it becomes 0"
            : double.IsNaN(now) && !double.IsNaN(was) ? "  ← here it becomes NaN"
            : double.IsInfinity(now) && double.IsFinite(was) ? "  ← here it becomes infinite"
            : double.IsFinite(now) && now > 1e3 * was && was > 0 && !(IsRepeated(step) && step.Gate.LocalGradient(step.Operand) is not null) ? "  ← here it grows"
            : "";
    }

    /// <summary>Shrinking and growth that no single gate shows.</summary>
    private void Change()
    {
        double change = path.Upstream is { } upstream && path.Steps[^1].Downstream is { } end ? end.Largest / upstream.Largest : 1;
        if (change is > 0 and < 1 / Much)
            Say($"       It vanishes: {Figures.Number(change, 3)} of the upstream");
        else if (change > Much && double.IsFinite(change))
            Say($"       It explodes: {Figures.Number(change, 3)} times the upstream");
    }

    private void Say(string line) => text.Append(line).Append('\n');
}

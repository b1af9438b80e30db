namespace Autograd.Optimization;

/// <summary>A point on a line, the function's value there and its slope along the line; and what was evaluated with it.</summary>
internal readonly record struct Trial(double Length, double Value, double Slope, double[] Point, double[] Gradient)
{
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
}

/// <summary>
/// Finds a step length at which a function has fallen enough and has become flat enough, the strong Wolfe conditions:
/// φ(α) ≤ φ(0) + sufficient · α φ′(0) and |φ′(α)| ≤ flat · |φ′(0)|. Near a minimum rounding hides the first, so values are
/// compared with as much slack as rounding needs. Source: Nocedal and Wright, Numerical Optimization, 2nd edition,
/// algorithms 3.5 and 3.6, and (3.59) for the cubic.
/// </summary>
internal readonly struct LineSearch(Func<double, Trial> evaluate, Trial start, double sufficient, double flat, double rounding)
{
    private const int MostTrials = 40;
    private const double LongestGrowth = 10, LeastGrowth = 1.5, Margin = 0.1;

    private double Slack => rounding * Math.Abs(start.Value);

    /// <summary>The trial that meets both conditions; else the lowest that falls enough; null where there is none.</summary>
    public Trial? Find(double length)
    {
        Trial previous = start;
        for (int i = 0; i < MostTrials; i++)
        {
            Trial current = evaluate(length);
            if (!FallsEnough(current) || (i > 0 && current.Value >= previous.Value + Slack))
                return Zoom(previous, current, MostTrials - i);
            if (IsFlat(current))
                return current;
            if (current.Slope >= 0)
                return Zoom(current, previous, MostTrials - i);
            length = Math.Clamp(Cubic(previous, current), LeastGrowth * length, LongestGrowth * length);
            previous = current;
        }

        return Lowest(previous);
    }

    /// <summary>Between the lowest trial that falls enough and one beyond a minimum; the slope at the lowest leads to the other.</summary>
    private Trial? Zoom(Trial low, Trial high, int trials)
    {
        for (int i = 0; i < trials; i++)
        {
            double from = Math.Min(low.Length, high.Length), width = Math.Abs(high.Length - low.Length);
            if (width <= double.BitIncrement(from) - from)
                break;

            // Every third time in the middle, so that the interval always shrinks.
            double length = high.IsFinite && i % 3 != 2
                ? Math.Clamp(Cubic(low, high), from + Margin * width, from + (1 - Margin) * width)
                : from + width / 2;
            Trial middle = evaluate(length);
            if (!FallsEnough(middle) || middle.Value >= low.Value + Slack)
            {
                high = middle;
                continue;
            }

            if (IsFlat(middle))
                return middle;
            if (middle.Slope * (high.Length - low.Length) >= 0)
                high = low;
            low = middle;
        }

        return Lowest(low);
    }

    private Trial? Lowest(Trial low) => low.Length > 0 && low.Value < start.Value ? low : null;

    private bool FallsEnough(Trial trial) => trial.IsFinite && trial.Value <= start.Value + sufficient * trial.Length * start.Slope + Slack;

    private bool IsFlat(Trial trial) => Math.Abs(trial.Slope) <= -flat * start.Slope;

    /// <summary>The minimiser of the cubic through two values and slopes; their middle where it has none.</summary>
    private static double Cubic(Trial a, Trial b)
    {
        double d1 = a.Slope + b.Slope - 3 * (a.Value - b.Value) / (a.Length - b.Length);
        double root = Math.Sqrt(d1 * d1 - a.Slope * b.Slope) * Math.Sign(b.Length - a.Length);
        double length = b.Length - (b.Length - a.Length) * (b.Slope + root - d1) / (b.Slope - a.Slope + 2 * root);
        return double.IsFinite(length) ? length : (a.Length + b.Length) / 2;
    }
}

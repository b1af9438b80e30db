namespace Autograd.Benchmarks.Peers;

/// <summary>Holds both libraries' values and gradients against each other: a time is worth something only where they agree.</summary>
internal static class Agreement
{
    /// <summary>Why the results differ; nothing where they agree to rounding.</summary>
    /// <param name="ours">This library's value and gradients.</param>
    /// <param name="theirs">The peer's.</param>
    /// <param name="tolerance">Largest difference, relative to an element's size plus the root mean square of its array.</param>
    public static string? Complaint(double[][] ours, double[][] theirs, double tolerance)
    {
        if (ours.Length != theirs.Length)
            return $"{ours.Length} results against {theirs.Length}";
        for (int result = 0; result < ours.Length; result++)
            if (Complaint(ours[result], theirs[result], tolerance) is { } complaint)
                return $"result {result}: {complaint}";
        return null;
    }

    private static string? Complaint(double[] ours, double[] theirs, double tolerance)
    {
        if (ours.Length != theirs.Length)
            return $"{ours.Length} elements against {theirs.Length}";
        double scale = Math.Sqrt(theirs.Sum(value => value * value) / Math.Max(1, theirs.Length));
        for (int i = 0; i < ours.Length; i++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(ours[i] - theirs[i]) <= tolerance * (Math.Abs(theirs[i]) + scale)))
                return $"element {i} is {ours[i]:G9} here and {theirs[i]:G9} there";
        }

        return null;
    }
}

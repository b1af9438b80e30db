namespace Autograd.Tests.Laws.Fuzz;

/// <summary>Makes a program that disagrees as small as it stays so: steps are dropped, then every choice made simpler.</summary>
internal static class Shrinking
{
    private const int Budget = 3000;

    /// <summary>The smallest found, with what is complained of, in words that let anyone run it.</summary>
    public static string Report(RandomProgram failing, int seed, IReadOnlyList<Operation> operations,
        Func<RandomProgram, string?> complaint)
    {
        RandomProgram smallest = Smallest(failing, seed, operations, complaint);
        return $"program {seed} disagrees: {complaint(smallest)}\n{smallest}";
    }

    public static RandomProgram Smallest(RandomProgram failing, int seed, IReadOnlyList<Operation> operations,
        Func<RandomProgram, string?> complaint)
    {
        int left = Budget;
        for (RandomProgram? better = failing; better is not null;)
        {
            failing = better;
            better = Candidates(failing).TakeWhile(_ => left-- > 0).Select(choices =>
                RandomProgram.Made(seed, new(choices), operations))
                .FirstOrDefault(candidate => IsSmaller(candidate, failing) && complaint(candidate) is not null);
        }

        return failing;
    }

    private static IEnumerable<int[]> Candidates(RandomProgram program)
    {
        int[] choices = [.. program.Choices];
        foreach ((int start, int stop) in program.Spans.Reverse())
        {
            // The choice in front of a step says that there is one.
            yield return [.. choices[..(start - 1)], .. choices[stop..]];
        }

        for (int i = 0; i < choices.Length; i++)
            foreach (int simpler in new[] { 0, choices[i] / 2, choices[i] - 1 })
                if (simpler >= 0 && simpler < choices[i])
                    yield return Grid.With(choices, i, simpler);
    }

    private static bool IsSmaller(RandomProgram a, RandomProgram b)
    {
        int order = a.Choices.Count.CompareTo(b.Choices.Count);
        return order < 0 || (order == 0 && a.Choices.Zip(b.Choices).FirstOrDefault(static pair =>
            pair.First != pair.Second) is var (first, second) && first < second);
    }
}

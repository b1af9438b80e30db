namespace Autograd.Tests.Laws.Fuzz;

/// <summary>
/// Every operation along axes, for all orders in which its operand's axes can stand in memory and all axes to work along, with
/// upstream gradients in several orders: values, tangents and gradients agree with plain arrays.
/// </summary>
public sealed class MemoryOrderTests
{
    private static readonly int[] Shape = [3, 4, 5];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Operations.OverAxes.Count)];

    [Theory, MemberData(nameof(All))]
    public void Orders_in_memory_do_not_matter(int place)
    {
        Operation operation = Operations.OverAxes[place];
        int tried = 0;
        foreach (int[] order in Orders(3))
            foreach (Plan plan in Plans(operation))
            {
                DType type = tried % 4 == 0 ? DType.Float32 : DType.Float64;
                RandomProgram? program = Enumerable.Range(0,
                    20).Select(seed => RandomProgram.OfOne(seed, operation, Shape, order, plan, (Upstream)(tried % 4)))
                    .FirstOrDefault(static one => one is not null);
                program.Should().NotBeNull($"some numbers for {operation} are away from ties");
                Verdict.Complaint(program!, type).Should().BeNull("{0} agrees in {1}:\n{2}", operation, type, program);
                tried++;
            }

        tried.Should().BeGreaterThan(5);
    }

    /// <summary>All that can be chosen for the shape.</summary>
    private static IEnumerable<Plan> Plans(Operation operation)
    {
        HashSet<string> seen = [];
        for (int first = 0; first < 7; first++)
            for (int second = 0; second < 2; second++)
                for (int third = 0; third < 4; third++)
                    if (operation.Fit(new([first, second, third]),
                        Shape) is { } plan && seen.Add(string.Join(",", plan.Parameters)))
                        yield return plan;
    }

    private static IEnumerable<int[]> Orders(int rank) =>
        Grid.Indices([.. Enumerable.Repeat(rank, rank)]).Where(order => order.Distinct().Count() == rank);
}

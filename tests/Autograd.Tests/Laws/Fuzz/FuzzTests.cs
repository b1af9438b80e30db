namespace Autograd.Tests.Laws.Fuzz;

/// <summary>Random programs over the whole surface, with views of views, against plain arrays and in all modes.</summary>
public sealed class FuzzTests
{
    private const int Parts = 4, ProgramsInPart = 600;

    /// <summary>What is no part of programs, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Cast"] = "changes the element type, which one program has one of; both types run every other program",
        ["Dropout"] = "draws its mask; the laws hold its specimens",
        ["SymmetricEigen"] = "vectors are determined up to their sign; the laws hold its specimens",
        ["Svd"] = "vectors are determined up to their sign; the laws hold its specimens",
    };

    private static readonly Operation[] Weighted = Operations.Weighted(Operations.All);

    public static TheoryData<int> AllParts => [.. Enumerable.Range(0, Parts)];

    [Theory, MemberData(nameof(AllParts))]
    public void Random_programs_agree_with_plain_arrays_in_all_modes(int part)
    {
        for (int seed = part * ProgramsInPart; seed < (part + 1) * ProgramsInPart; seed++)
        {
            DType type = seed % 3 == 0 ? DType.Float32 : DType.Float64;
            RandomProgram program = RandomProgram.Drawn(seed, Weighted);
            if (Verdict.Complaint(program, type) is not null)
                Assert.Fail(Shrinking.Report(program, seed, Weighted, candidate => Verdict.Complaint(candidate, type)));
        }
    }

    /// <summary>A fault in a gradient alone is found, and comes down to the step that has it.</summary>
    [Fact]
    public void A_planted_fault_is_found_and_minimised()
    {
        Operation flip = Operations.All.Single(static one => one.Name == "Flip");
        Operation faulty = flip with { Run = static (x, p) => x[0].Detach().Flip(p[0]) - x[0].Detach() + x[0] };
        Operation[] operations = [.. Weighted.Select(one => one == flip ? faulty : one)];
        int seed = Enumerable.Range(0, 500).First(seed => IsWrong(RandomProgram.Drawn(seed, operations)));
        RandomProgram smallest = Shrinking.Smallest(RandomProgram.Drawn(seed, operations), seed, operations, Complaint);
        smallest.Steps.Select(static step => step.Operation?.Name).Should().Equal(null, "Flip");
        smallest.Expected.Shape.Aggregate(1, static (product, size) => product * size).Should().Be(2,
            "two elements tell a flip from none");

        static string? Complaint(RandomProgram program) => Verdict.Complaint(program, DType.Float64);
        static bool IsWrong(RandomProgram program) => Complaint(program) is not null;
    }

    [Fact]
    public void Every_operation_is_part_of_programs() =>
        CoverageTests.Operations().Except(Operations.All.Select(static one => one.Name))
        .Except(Exceptions.Keys).Except(CoverageTests.NotOperations.Keys).Should().BeEmpty("random programs try every operation");

    [Fact]
    public void Every_operation_fits_some_operand() => Operations.All.Where(static one => !Enumerable.Range(0, 2000)
        .Any(seed => RandomProgram.Drawn(seed, [one]).Steps.Any(step => step.Operation == one)))
        .Should().BeEmpty("an operation that never fits is not tried");
}

using Autograd.Tests.Laws;

namespace Autograd.Tests.TapeTests;

/// <summary>The strict mode is about what a user writes; operations that broadcast inside, by definition, are not its business.</summary>
public sealed class StrictBroadcastTests
{
    // These , or their specimens, take operands of several shapes on purpose.
    private static readonly string[] Broadcasting = ["op_Addition", "op_Subtraction", "op_Multiply", "op_Division", "Pow", "Hypot", "LogAddExp", "Xlogy", "Clamp", "CosineSimilarity", "Atan2", "Maximum", "Minimum", "Where", "Map", "MatMul", "Split", "Chunk",
        "Solve", "Inverse", "LogDeterminant", "Cholesky", "SymmetricEigen", "Svd"];

    public static TheoryData<string> Others =>
        [.. Specimens.All.Where(specimen => !Broadcasting.Contains(specimen.Operation)).Select(specimen => specimen.ToString())];

    [Theory, MemberData(nameof(Others))]
    public void Operations_that_broadcast_inside_work_under_it(string name)
    {
        Trial trial = Trial.Of(Specimens.Named(name), DType.Float64, Arrangement.Straight);
        double[] free = trial.Function(trial.Inputs).ToArray<double>();
        using Scope _ = Autograd.Tape.StrictBroadcast();
        Tensor y = trial.Function(trial.Inputs);
        y.ToArray<double>().Should().Equal(free);
        if (y.Node is not null)
            y.Backward(y.Detach(), createGraph: true);
    }
}

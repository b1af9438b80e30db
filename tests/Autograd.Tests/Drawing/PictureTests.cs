using Autograd.Drawing;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>A picture claims nothing that is not so: every number stands at its own line.</summary>
public class PictureTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From(2.0), "x");

    [Fact]
    public void ViewsOfOneStorageAreDifferentConstants()
    {
        Tensor data = Tensor.From([5.0, 7.0]), matrix = Tensor.From(new[,] { { 1.0, 2 }, { 3, 4 } });
        Constants(Draw(x * data[0] + x * data[1])).Should().BeEquivalentTo("5", "7");
        Constants(Draw(x * matrix + x * matrix.Transpose())).Should().BeEquivalentTo("[1, 2] [3, 4]", "[1, 3] [2, 4]");
        Constants(Draw(x * matrix[0] + x * matrix[0])).Should().Equal("[1, 2]");
    }

    // 2·5 + 2·7: at each product the constant that it was computed with.
    [Fact]
    public void EveryProductIsThatOfItsLines()
    {
        Tensor data = Tensor.From([5.0, 7.0, 11.0]);
        Picture picture = Draw(x * data[0] + x * data[1] + x * data[2]);
        foreach (Box product in picture.Boxes.Where(static box => box.Symbol == "×"))
            (product.Inputs[0].Value!.Single * product.Inputs[1].Value!.Single).Should().Be(product.Value!.Single);
    }

    [Fact]
    public void BranchesAddUpToTheGradient()
    {
        Tensor twice = x * 2;
        foreach (Picture picture in new[] { Draw(x * x + x * 3), Draw(twice, twice * 5), Draw(x * 2 + x * 5, x), Draw(x.Sin() * twice, twice, twice.Exp()) })
            foreach (Box box in picture.Boxes.Where(static box => box is { Gradient: not null, Kind: BoxKind.Parameter or BoxKind.Operation }))
                box.Outputs.Sum(static wire => wire.Gradient!.Single!.Value).Should().BeApproximately(box.Gradient!.Single!.Value, 1e-12, "at {0}", box.Symbol);
    }

    // Until it was assigned the parameter was 1, 2; what only views of it would show is not known any more.
    [Fact]
    public void ValuesOfAnAssignedParameterAreNotShown()
    {
        Tensor row = Tensor.Parameter(Tensor.From([1.0, 2.0]), "row"), result = row.Reshape(2, 1).Exp().Sum();
        row.Assign(Tensor.From([10.0, 20.0]));
        Picture picture = Draw(result);
        picture.Boxes.Where(static box => box.Symbol is "row" or "Reshape").Should().OnlyContain(static box => box.Value == null);
        picture.Boxes.Single(static box => box.Symbol == "exp").Value!.Line.Should().StartWith("[2.718]");
        picture.Remarks.Should().Contain(static remark => remark.StartsWith("The parameter 'row' was assigned"));
    }

    [Fact]
    public void AStepOfAnOptimiserAssignsToo()
    {
        Tensor result = x + 1;
        result.Backward(retainGraph: true);
        new Autograd.Optimization.Sgd([x], 0.5).Step();
        Picture picture = Draw(result);
        picture.Boxes[0].Value.Should().BeNull();
        picture.Remarks.Should().Contain(static remark => remark.Contains("'x' was assigned"));
        Draw(x + 1).Boxes[0].Value!.Line.Should().Be("1.5", "that was recorded afterwards");
    }

    [Fact]
    public void AConstantWhoseScopeHasEndedIsDrawnWithoutNumbers()
    {
        Tensor gone;
        using (new TensorScope())
            gone = Tensor.From(1.0) * 2;
        Draw(gone).Boxes.Should().ContainSingle().Which.Value.Should().BeNull();
    }

    [Fact]
    public void NoHookIsCalledThroughACheckpoint()
    {
        int calls = 0;
        Tensor inner = x.Exp();
        using IDisposable hook = inner.OnGradient(_ => { calls++; return null; });
        Tensor result = Differentiate.Checkpoint(t => t.Sin() * inner, x);
        Draw(result).Boxes.Should().NotBeEmpty();
        Recorded.Of(result).Explain(inner);
        calls.Should().Be(0);
        result.Backward();
        calls.Should().Be(1);
    }

    [Fact]
    public void OnlySmallResultsAreKept()
    {
        Tensor small = Tensor.Parameter(Tensor.Ones<double>(12)) + 1, large = Tensor.Parameter(Tensor.Ones<double>(13)) + 1;
        (small.Node!.Result, large.Node!.Result).Should().Be((small, null));
        using (Recorded.KeepValues())
            (large + 1).Node!.Result.Should().NotBeNull();
    }

    private static Picture Draw(params Tensor[] results) => Picture.Of(Recorded.Of(results), new());

    private static IEnumerable<string> Constants(Picture picture) =>
        picture.Boxes.Where(static box => box.Kind == BoxKind.Constant).Select(static box => box.Value!.Line);
}

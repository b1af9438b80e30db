using System.Reflection;
using Autograd.Optimization;

namespace Autograd.Tests;

public class DebuggerTests
{
    private static readonly Dictionary<string, (Func<object> Make, string Line)> Lines = new()
    {
        ["a tensor"] = (() => Tensor.From([1.5f, -2]), "[2] Float32: [ 1.5 -2. ]"),
        ["a number"] = (() => Tensor.From(3.0), "[] Float64: 3.0"),
        ["nothing"] = (() => Tensor.Zeros<double>(2, 0), "[2, 0] Float64: []"),
        ["a matrix"] = (() => Values.Counting(2, 2), "[2, 2] Float64: [[0. 1.] [2. 3.]]"),
        ["a view"] = (() => Values.Counting(2, 3).Transpose()[..2], "[2, 2] Float64: [[0. 3.] [1. 4.]]"),
        ["many values"] = (() => Values.Counting(3, 3).Named("grid"), "[3, 3] Float64 'grid'"),
        ["a parameter"] = (() => Tensor.Parameter(Tensor.From([1.0]), "w"), "[1] Float64 'w', Parameter #*: [1.]"),
        ["a result"] = (() => Tensor.Parameter(Tensor.From([1.0])).Exp().Named("grown"), "[1] Float64 'grown', Exp #*: [2.71828183]"),
        ["a tensor without tape"] = (() => Recorded().Detach(), "[2] Float64, taken off the tape by Detach: [1. 4.]"),
        ["a released tensor"] = (() => Released(Tensor.From([1.0])), "[1] Float64: released: its TensorScope has ended"),
        ["a shape"] = (() => Values.Counting(2, 3).Shape, "[2, 3]"),
        ["a tape"] = (() => Tape.Of(Tensor.Parameter(Tensor.From([1.0])).Exp().Sum()), "3 nodes"),
        ["a node"] = (() => Recorded().Node!, "#* Square [2] Float64"),
        ["a node with names"] = (() => RecordedInABlock().Node!, "#* Square [2] 'y' Float64 in encoder/first"),
        ["a node that was walked"] = (() => Walked().Node!, "#* Square [2] Float64, released"),
        ["Sgd"] = (() => new Sgd([Tensor.Parameter(Tensor.From([1.0]))], 0.5), "Sgd, learning rate 0.5, parameters: 1"),
        ["AdamW"] = (() => new AdamW([Tensor.Parameter(Tensor.From([1.0]))]), "AdamW, learning rate 0.001, parameters: 1"),
        ["LBfgs"] = (() => new LBfgs([Tensor.Parameter(Tensor.From([1.0]))], () => Tensor.From(1.0)), "0 iterations, 0 evaluations, parameters: 1"),
        ["LevenbergMarquardt"] = (() => new LevenbergMarquardt(Tensor.Parameter(Tensor.From([1.0])), p => p), "0 iterations, damping 0.01"),
        ["a report"] = (() => LBfgs.Minimize(x => x.Square().Sum(), Tensor.Zeros<double>(2)).Report, "converged: the gradient is small, 0"),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ALineTellsWhatItIs(string name)
    {
        (Func<object> make, string line) = Lines[name];
        Watch.Line(make()).Should().Match(line);
    }

    [Fact]
    public void AScopeTellsWhatItHolds()
    {
        TensorScope outer = new();
        Watch.Line(outer).Should().Be("open, holds 0 bytes of 0 tensors");
        Tensor.Zeros<double>(3);
        using (TensorScope inner = new())
        {
            inner.Keep(Tensor.Zeros<float>(4));
            Watch.Line(inner).Should().Be("open, holds 0 bytes of 0 tensors");
        }

        Watch.Line(outer).Should().Be("open, holds 40 bytes of 2 tensors");
        outer.Dispose();
        Watch.Line(outer).Should().Be("ended");
    }

    [Fact]
    public void ATensorUnfoldsIntoWhatItIs()
    {
        Tensor x = Tensor.Parameter(Tensor.From([1.0, 2]), "x");
        x.Square().Sum().Backward();
        Dictionary<string, object?> view = Watch.Unfold(x);
        view.Should().ContainKeys("Shape", "DType", "Name", "Operation", "Node", "Grad", "Values").And.HaveCount(7);
        (view["Shape"], view["DType"], view["Name"], view["Operation"]).Should().Be((x.Shape, DType.Float64, "x", "Parameter"));
        view["Node"].Should().BeSameAs(x.Node);
        view["Grad"].Should().BeOfType<Tensor>().Which.ShouldHold(2, 4);
        view["Values"].Should().BeEquivalentTo(new[] { 1.0, 2 });

        Dictionary<string, object?> plain = Watch.Unfold(Tensor.From([1f]));
        (plain["Name"], plain["Operation"], plain["Node"], plain["Grad"]).Should().Be((null, null, null, null));
    }

    [Fact]
    public void ValuesAreAsDeepAsThereAreAxes()
    {
        ValuesOf(Tensor.From(2.5f)).Should().Be(2.5f);
        ValuesOf(Tensor.From([1f, 2])).Should().BeOfType<float[]>().Which.Should().Equal(1f, 2);
        ValuesOf(Values.Counting(2, 3)).Should().BeOfType<double[][]>().Which.Should().BeEquivalentTo(new double[][] { [0, 1, 2], [3, 4, 5] });
        ValuesOf(Values.Counting(2, 3).Transpose()).Should().BeEquivalentTo(new double[][] { [0, 3], [1, 4], [2, 5] });
        object[] deep = ValuesOf(Values.Counting(2, 1, 2)).Should().BeOfType<object[]>().Subject;
        deep.Should().HaveCount(2).And.AllBeOfType<double[][]>();
        ((double[][])deep[1])[0].Should().Equal(2, 3);
        ValuesOf(Tensor.Zeros<double>(0, 3)).Should().BeOfType<double[][]>().Which.Should().BeEmpty();
        ValuesOf(Tensor.From(1f).BroadcastTo(1025, 1024)).Should().BeOfType<string>().Which.Should().StartWith("1049600 elements");
    }

    [Fact]
    public void AReleasedTensorSaysSo()
    {
        Dictionary<string, object?> view = Watch.Unfold(Released(Values.Counting(2, 3).Named("lost")));
        view["Values"].Should().Be("released: its TensorScope has ended");
        view["Name"].Should().Be("lost");
        view["Shape"].Should().Be(Shape.Create([2, 3]));
    }

    [Fact]
    public void LookingMakesAndRecordsNothing()
    {
        using TensorScope scope = new();
        Tensor x = Tensor.Parameter(Values.Counting(2, 2));
        Tensor y = (x * 2).Transpose();
        string before = Watch.Line(scope);
        Watch.Line(y);
        Watch.Unfold(y);
        Watch.Line(scope).Should().Be(before);
        Tape.Of(y).Nodes.Should().HaveCount(3);
    }

    [Fact]
    public void LookingDoesNotHandOutTheGradient()
    {
        Tensor x = Tensor.Parameter(Values.Counting(1000));
        x.Square().Sum().Backward();
        Storage own = x.Node!.PeekGrad()!.Storage;
        Watch.Line(x);
        Watch.Unfold(x)["Grad"].Should().NotBeNull();
        x.Square().Sum().Backward();
        x.Node.PeekGrad()!.Storage.Should().BeSameAs(own, "the second gradient is added where the first one stands");
        typeof(Tensor).GetProperty(nameof(Tensor.Grad))!.GetCustomAttribute<System.Diagnostics.DebuggerBrowsableAttribute>()!.State
            .Should().Be(System.Diagnostics.DebuggerBrowsableState.Never);
    }

    private static object ValuesOf(Tensor tensor) => Watch.Unfold(tensor)["Values"]!;

    private static Tensor Released(Tensor outside)
    {
        using TensorScope scope = new();
        Tensor inside = outside.Clone();
        return outside.Name is { } name ? inside.Named(name) : inside;
    }

    private static Tensor Recorded() => Tensor.Parameter(Tensor.From([1.0, 2])).Square();

    private static Tensor RecordedInABlock()
    {
        using Scope encoder = Tape.Named("encoder"), first = Tape.Named("first");
        return Recorded().Named("y");
    }

    private static Tensor Walked()
    {
        Tensor y = Recorded();
        y.Sum().Backward();
        return y;
    }
}

using Modes = Autograd.Tape;

namespace Autograd.Tests;

/// <summary>What a tape tells of itself.</summary>
public class TapeContentsTests
{
    private readonly Tensor a = Tensor.Parameter(Tensor.Ones<float>(4, 3), "a");
    private readonly Tensor b = Tensor.Parameter(Tensor.Ones<float>(3, 2), "b");

    [Fact]
    public void NodesStandInRecordedOrder()
    {
        Tensor product = a.MatMul(b), active = product.Sigmoid(), loss = active.Sum();
        Modes tape = Modes.Of(loss);
        tape.Nodes.Select(static node => node.Operation).Should().Equal("Parameter", "Parameter", "MatMul", "Sigmoid", "Sum");
        tape.Nodes.Select(static node => node.Order).Should().BeInAscendingOrder();
        tape.Nodes.Select(static node => node.Shape.ToString()).Should().Equal("[4, 3]", "[3, 2]", "[4, 2]", "[4, 2]", "[]");
        tape.Nodes.Select(static node => node.IsLeaf).Should().Equal(true, true, false, false, false);
        tape.Nodes[2].Inputs.Should().Equal(tape.Nodes[0], tape.Nodes[1]);
        tape.Nodes[4].Inputs.Should().Equal(tape.Nodes[3]);
        tape.Nodes.Should().OnlyContain(static node => node.DType == DType.Float32);
    }

    [Fact]
    public void OnlyWhatTheResultsNeedIsOnTheirTape()
    {
        Tensor one = a.Exp(), other = b.Exp();
        Modes.Of(one).Nodes.Should().HaveCount(2);
        Modes.Of(one, other).Nodes.Should().HaveCount(4);
        Modes.Of(one, one).Nodes.Should().HaveCount(2);
        Modes.Of().Nodes.Should().BeEmpty();
        Modes.Of(a.Detach()).Nodes.Should().BeEmpty();
    }

    [Fact]
    public void StatisticsCountNodesAndBytes()
    {
        Tensor y = (a.Square().Exp() + a.Exp()).Sum();
        TapeStatistics statistics = Modes.Of(y).Statistics;
        statistics.Nodes.Should().Be(6);
        statistics.ByOperation["Exp"].Nodes.Should().Be(2);
        statistics.ByOperation["Square"].Nodes.Should().Be(1);
        statistics.ByOperation["Parameter"].Should().Be(new OperationStatistics(1, 0));
        statistics.SavedBytes.Should().Be(3 * 12 * sizeof(float), "Square saves a, and each Exp its own result");
        statistics.ByOperation.Values.Sum(static operation => operation.SavedBytes).Should().Be(statistics.SavedBytes);
    }

    [Fact]
    public void StorageSavedTwiceCountsOnce() =>
        Modes.Of(a.Square() + a.Sin()).Statistics.SavedBytes.Should().Be(12 * sizeof(float));

    [Fact]
    public void ReleasedNodesSaveNothing()
    {
        Tensor y = a.Square().Exp().Sum();
        y.Backward();
        Modes tape = Modes.Of(y);
        tape.Statistics.SavedBytes.Should().Be(0);
        tape.Nodes.Where(static node => !node.IsLeaf).Should().OnlyContain(static node => node.IsReleased);
        tape.Nodes[0].IsReleased.Should().BeFalse();
    }

    [Fact]
    public void NamesAndBlocksAreOnTheNodes()
    {
        Tensor hidden, result;
        using (Modes.Named("encoder"))
        {
            hidden = a.MatMul(b).Named("hidden");
            using (Modes.Named("layer1"))
                result = hidden.Relu();
        }

        Tensor outside = result.Sum();
        Modes tape = Modes.Of(outside);
        tape.Nodes.Select(static node => node.Name).Should().Equal("a", "b", "hidden", null, null);
        tape.Nodes.Select(static node => node.Block).Should().Equal(null, null, "encoder", "encoder/layer1", null);
        hidden.Name.Should().Be("hidden");
        tape.Nodes[2].ToString().Should().Contain("MatMul").And.Contain("[4, 2]").And.Contain("'hidden'");
    }

    [Fact]
    public void NamedReturnsTheTensorItself() => a.Named("weights").Should().BeSameAs(a);

    [Fact]
    public async Task BlocksFlowAcrossAwait()
    {
        async Task<string?> BlockAfterAwait()
        {
            using (Modes.Named("block"))
            {
                await Task.Delay(1).ConfigureAwait(false);
                return Modes.Of(a * 2).Nodes[^1].Block;
            }
        }

        (await BlockAfterAwait()).Should().Be("block");
        Modes.Of(a * 2).Nodes[^1].Block.Should().BeNull();
    }
}

namespace Autograd.Tests;

/// <summary>Picking and writing with indices that repeat.</summary>
public class RepeatedIndexTests
{
    [Theory]
    [ClassData(typeof(BothTypes))]
    public void IndexSelectAddsUp(DType type)
    {
        Tensor x = Values.Of(type, [3, 2], 1, 2, 3, 4, 5, 6);
        x.IndexSelect(0, 2, 0, 2).ShouldHold([3, 2], 5, 6, 1, 2, 5, 6);
        Derivatives.Of(static x => x.IndexSelect(0, 2, 0, 2), x, Values.Of(type, [3, 2], 1, 10, 2, 20, 3, 30))
            .ShouldHold([3, 2], 2, 20, 0, 0, 4, 40);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void GatherAddsUp(DType type)
    {
        Tensor x = Values.Of(type, [2, 3], 1, 2, 3, 4, 5, 6);
        x.Gather(1, [2, 2, 0, 1], 2, 2).ShouldHold([2, 2], 3, 3, 4, 5);
        x.Gather(1, [2, 2, 0, 1]).ShouldHold([2, 2], 3, 3, 4, 5);
        Derivatives.Of(static x => x.Gather(1, [2, 2, 0, 1], 2, 2), x, Values.Of(type, [2, 2], 1, 2, 3, 4))
            .ShouldHold([2, 3], 0, 0, 3, 3, 4, 0);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ScatterKeepsTheLastAndGivesItAloneTheGradient(DType type)
    {
        Tensor x = Values.Parameter(type, 1, 2, 3, 4), source = Values.Parameter(type, 10, double.NaN, 30);
        Tensor y = x.Scatter(0, [2, 1, 1], Tensor.Where(Values.Vector(type, 1, 0, 1), source, 20));
        y.ShouldHold(1, 30, 10, 4);
        y.Backward(Values.Vector(type, 1, 2, 3, 4));
        x.Grad.ShouldHold(1, 0, 0, 4);
        source.Grad.ShouldHold(3, 0, 2);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ScatterOverwritesWhateverWasThere(DType type)
    {
        Tensor x = Values.Vector(type, double.NaN, 2, double.PositiveInfinity), source = Values.Vector(type, double.NaN, 5, 6);
        x.Scatter(0, [0, 0, 2], source).ShouldHold(5, 2, 6);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ScatterAddAddsAll(DType type)
    {
        Tensor x = Tensor.Parameter(Values.Of(type, [2, 2], 1, 2, 3, 4)), source = Tensor.Parameter(Values.Of(type, [3, 2], 10, 20, 30, 40, 50, 60));
        Tensor y = x.ScatterAdd(0, [0, 1, 0, 0, 1, 1], source);
        y.ShouldHold([2, 2], 41, 42, 53, 84);
        y.Backward(Values.Of(type, [2, 2], 1, 2, 3, 4));
        x.Grad.ShouldHold([2, 2], 1, 2, 3, 4);
        source.Grad.ShouldHold([3, 2], 1, 4, 1, 2, 3, 4);
    }
}

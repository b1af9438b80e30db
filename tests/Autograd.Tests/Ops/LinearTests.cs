namespace Autograd.Tests;

/// <summary>The fused layer is the product and the sum it stands for, with all its derivatives.</summary>
public class LinearTests
{
    [Theory]
    [InlineData(5, 3, 4)]
    [InlineData(1, 40, 33)]
    [InlineData(33, 65, 17)]
    [InlineData(40, 20, 1300)]
    public void EqualsProductAndSumToSecondOrder(int rows, int outputs, int inputs)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Draw(type, 1, rows, inputs), w = Draw(type, 2, inputs, outputs), b = Draw(type, 3, outputs);
            Tensor u = Draw(type, 4, rows, outputs), v = Draw(type, 5, inputs, outputs);
            Same(x.Linear(w, b), x.MatMul(w) + b, inputs);
            Tensor[] fused = Derivatives(static (x, w, b) => x.Linear(w, b), x, w, b, u, v);
            Tensor[] plain = Derivatives(static (x, w, b) => x.MatMul(w) + b, x, w, b, u, v);
            foreach ((Tensor one, Tensor other) in fused.Zip(plain))
                Same(one, other, inputs);
        }
    }

    [Fact]
    public void TakesVectorsAndBatches()
    {
        Tensor w = Draw(DType.Float64, 2, 4, 3), b = Draw(DType.Float64, 3, 3).Flip(0);
        Tensor vector = Draw(DType.Float64, 1, 4), batch = Draw(DType.Float64, 1, 2, 0, 4), empty = Draw(DType.Float64, 1, 2, 0);
        vector.Linear(w, b).ShouldHold((vector.MatMul(w) + b).Doubles());
        batch.Linear(w, b).Shape.Should().Equal(2, 0, 3);
        empty.Linear(Tensor.Zeros<double>(0, 3), b).ShouldBeExactly(b.BroadcastTo(2, 3));
    }

    [Fact]
    public void AWeightUsedManyTimesCollectsEveryContribution()
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor weight = Tensor.Parameter(Draw(type, 1, 20, 20)), bias = Tensor.Parameter(Draw(type, 2, 20));
            Tensor state = Draw(type, 3, 30, 20), total = Tensor.Zeros<double>(20, 20).Cast(type);
            List<Tensor> steps = [];
            for (int i = 0; i < 5; i++)
                steps.Add((state + i).Linear(weight, bias).Sum() + (state - i).MatMul(weight).Square().Sum());
            foreach (Tensor step in steps)
                total += Differentiate.Gradients(step, [weight], createGraph: true)[0];
            steps.Aggregate(static (a, b) => a + b).Backward();
            Same(weight.Grad!, total, 30);
        }
    }

    private static Tensor[] Derivatives(Func<Tensor, Tensor, Tensor, Tensor> layer, Tensor x, Tensor w, Tensor b, Tensor upstream, Tensor along)
    {
        Tensor[] parameters = [Tensor.Parameter(x), Tensor.Parameter(w), Tensor.Parameter(b)];
        Tensor loss = (layer(parameters[0], parameters[1], parameters[2]).Tanh() * upstream).Sum();
        Tensor[] first = Differentiate.Gradients(loss, parameters, createGraph: true);
        Tensor[] second = Differentiate.Gradients((first[1] * along).Sum(), parameters);
        return [.. first, .. second];
    }

    private static void Same(Tensor one, Tensor other, int terms)
    {
        one.Shape.Should().Equal(other.Shape);
        double limit = (one.DType == DType.Float32 ? 1e-6 : 1e-15) * (10 + terms);
        one.Doubles().Zip(other.Doubles()).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= limit * (1 + Math.Abs(pair.First)));
    }

    private static Tensor Draw(DType type, int seed, params int[] shape) => Tensor.Uniform<double>(new Random(seed), shape).Cast(type) - 0.5;
}

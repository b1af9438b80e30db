using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

/// <summary>What the optimisers' tests share: gradients given by hand, and the published updates written for one number.</summary>
internal static class Steps
{
    // 37 elements: whole registers of every width, and a rest.
    public static readonly Shape Shape = [37];

    /// <summary>Runs some steps on one parameter with gradients drawn from a seed and returns what became of it, and what should have.</summary>
    public static (double[] Actual, double[] Expected) Run(DType type, int steps, Func<Tensor, IOptimizer> make, Func<IUpdate> reference)
    {
        Random random = new(7);
        double[] start = Draw(random);
        Tensor parameter = Tensor.Parameter(Tensor.From(start).Cast(type));
        IOptimizer optimizer = make(parameter);
        double[] expected = parameter.Cast(DType.Float64).ToArray<double>();
        IUpdate[] updates = [.. expected.Select(_ => reference())];
        for (int step = 0; step < steps; step++)
        {
            Tensor gradient = Tensor.From(Draw(random)).Cast(type);
            GiveGradient(parameter, gradient);
            optimizer.Step();
            optimizer.ZeroGrad();
            double[] exact = gradient.Cast(DType.Float64).ToArray<double>();
            for (int i = 0; i < expected.Length; i++)
                expected[i] = updates[i].Next(expected[i], exact[i]);
        }

        return (parameter.Detach().Cast(DType.Float64).ToArray<double>(), expected);
    }

    public static void ShouldAgree(DType type, int steps, Func<Tensor, IOptimizer> make, Func<IUpdate> reference)
    {
        (double[] actual, double[] expected) = Run(type, steps, make, reference);
        double tolerance = type == DType.Float32 ? 3e-6 : 1e-14;
        for (int i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    public static void GiveGradient(Tensor parameter, Tensor gradient) => (parameter * gradient).Sum().Backward();

    /// <summary>The least that a step leaves behind on the managed heap, once the memory it keeps is there.</summary>
    public static long Garbage(Action step)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            step();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    public static Tensor[] ParametersWithGradients()
    {
        Random random = new(3);
        Tensor[] parameters = [.. new int[][] { [300, 20], [20], [7, 3] }.Select(shape => Tensor.Parameter(Tensor.Normal<float>(random, shape)))];
        foreach (Tensor parameter in parameters)
            GiveGradient(parameter, Tensor.Normal<float>(random, parameter.Shape));
        return parameters;
    }

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, Shape.ElementCount).Select(_ => 2 * random.NextDouble() - 1)];

    /// <summary>An update of one number.</summary>
    public interface IUpdate
    {
        double Next(double parameter, double gradient);
    }
}

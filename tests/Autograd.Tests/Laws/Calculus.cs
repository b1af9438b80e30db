namespace Autograd.Tests.Laws;

/// <summary>The walks, as the laws use them, and the same by central differences.</summary>
internal static class Calculus
{
    public static Tensor[] Leaves(IEnumerable<Tensor> values) => [.. values.Select(value => Tensor.Parameter(value))];

    public static Tensor[] Vjp(Tensor y, Tensor upstream, Tensor[] inputs, bool createGraph)
    {
        Tensor?[] found = y.Node is null ? new Tensor?[inputs.Length]
            : BackwardWalk.To([y], [upstream], inputs, createGraph, "Vjp");
        Shape leading = upstream.Shape.Leading(y.Rank);
        return [.. found.Select((gradient, i) => gradient ?? Tensor.Filled(0, leading.Then(inputs[i].Shape), inputs[i].DType))];
    }

    public static Tensor Jvp(Tensor y, Tensor[] inputs, Tensor[] tangents, bool createGraph)
    {
        Tensor? tangent = ForwardWalk.Push(y, inputs, tangents, createGraph, "Jvp");
        Shape leading = tangents.Length == 0 ? default : tangents[0].Shape.Leading(inputs[0].Rank);
        return tangent ?? Tensor.Filled(0, leading.Then(y.Shape), y.DType);
    }

    /// <summary>The gradient of ⟨upstream, f⟩ as a function itself: all inputs' gradients in one vector.</summary>
    public static Func<Tensor[], Tensor> GradientOf(Func<Tensor[], Tensor> f, Tensor upstream) => inputs =>
        Tensor.Concat([.. Vjp(f(inputs), upstream, inputs, createGraph: true).Select(gradient => gradient.Flatten())]);

    /// <summary>d f(x + t v) / dt at t = 0, by a central difference of order 4.</summary>
    public static Tensor Difference(Func<Tensor[], Tensor> f, Tensor[] x, Tensor[] v, double step)
    {
        Tensor At(double t) => f(Leaves(x.Zip(v, (a, b) => a.Detach() + b * t)));
        return (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
    }

    public static double Inner(IEnumerable<Tensor> a, IEnumerable<Tensor> b) =>
        a.Zip(b).Sum(pair => pair.First.Cast(DType.Float64).Detach().ToArray<double>()
            .Zip(pair.Second.Cast(DType.Float64).Detach().ToArray<double>(), (x, y) => x * y).Sum());

    public static double Size(IEnumerable<Tensor> a) =>
        Math.Sqrt(a.Sum(x => x.Cast(DType.Float64).Detach().ToArray<double>().Sum(value => value * value)));
}

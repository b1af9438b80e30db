using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>
/// Makes both sides from one function written in each library. Where an input is a parameter, a run is the function, the walk
/// back and the clearing of gradients; where all are constants, the function alone. Each library frees its temporaries in a
/// scope of its own.
/// </summary>
internal static class Sides
{
    /// <param name="inputs">What both functions are given.</param>
    /// <param name="autograd">The function in this library.</param>
    /// <param name="peer">The function in the peer.</param>
    /// <param name="upstream">The upstream gradient, where the result has more than one element.</param>
    public static Rivals Of(
        Numbers[] inputs, Func<Tensor[], Tensor> autograd, Func<torch.Tensor[], torch.Tensor> peer, Numbers? upstream = null) => new(
        () => ForAutograd(inputs, autograd, upstream?.AsConstant().ForAutograd()),
        () => ForTorch(inputs, peer, upstream?.AsConstant().ForTorch()));

    /// <summary>The elements as both sides report them.</summary>
    public static double[] Read(Tensor x) => x.Cast(DType.Float64).ToArray<double>();

    /// <inheritdoc cref="Read(Tensor)"/>
    public static double[] Read(torch.Tensor x)
    {
        using torch.Tensor wide = x.detach().to(torch.ScalarType.Float64).contiguous();
        return wide.numel() == 0 ? [] : wide.data<double>().ToArray();       // of none the peer throws
    }

    private static Side ForAutograd(Numbers[] inputs, Func<Tensor[], Tensor> f, Tensor? upstream)
    {
        Tensor[] x = [.. inputs.Select(input => input.ForAutograd())];
        Tensor[] parameters = [.. x.Where(input => input.RequiresGrad)];
        if (parameters.Length == 0)
            return new(() => { using TensorScope scope = new(); f(x); }, () => [Read(f(x))]);

        return new(
            () =>
            {
                using TensorScope scope = new();
                f(x).Backward(upstream);
                Clear();
            },
            () =>
            {
                Tensor y = f(x);
                y.Backward(upstream);
                double[][] results = [Read(y), .. parameters.Select(parameter => Read(parameter.Grad!))];
                Clear();
                return results;
            });

        void Clear()
        {
            foreach (Tensor parameter in parameters)
                parameter.ZeroGrad();
        }
    }

    private static Side ForTorch(Numbers[] inputs, Func<torch.Tensor[], torch.Tensor> f, torch.Tensor? upstream)
    {
        torch.Tensor[] x = [.. inputs.Select(input => input.ForTorch())];
        torch.Tensor[] parameters = [.. x.Where(input => input.requires_grad)];
        torch.Tensor[]? upstreams = upstream is null ? null : [upstream];
        if (parameters.Length == 0)
            return new(() => { using DisposeScope scope = torch.NewDisposeScope(); f(x); }, () => [Read(f(x))]);

        return new(
            () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                f(x).backward(upstreams);
                Clear();
            },
            () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                torch.Tensor y = f(x);
                y.backward(upstreams);
                double[][] results = [Read(y), .. parameters.Select(parameter => Read(parameter.grad!))];
                Clear();
                return results;
            });

        void Clear()
        {
            foreach (torch.Tensor parameter in parameters)
                parameter.grad = null;
        }
    }
}

namespace Autograd.Tests;

/// <summary>Derivatives by way of Backward.</summary>
internal static class Derivatives
{
    /// <summary>The gradient of ⟨upstream, f(x)⟩ at x; the upstream is ones when left out.</summary>
    public static Tensor Of(Func<Tensor, Tensor> f, Tensor x, Tensor? upstream = null, bool createGraph = false)
    {
        Tensor parameter = Tensor.Parameter(x);
        Tensor y = f(parameter);
        y.Backward(upstream ?? OnesLike(y), createGraph: createGraph);
        return parameter.Grad!;
    }

    /// <summary>The derivatives of every order: element n is the gradient of the sum of element n − 1, the first one f(x)'s.</summary>
    public static Tensor[] OfOrders(Func<Tensor, Tensor> f, Tensor x, int orders)
    {
        Tensor parameter = Tensor.Parameter(x);
        Tensor[] found = new Tensor[orders];
        Tensor current = f(parameter);
        for (int order = 0; order < orders; order++)
        {
            parameter.ZeroGrad();
            current.Sum().Backward(createGraph: true);
            found[order] = current = parameter.Grad!;
        }

        return found;
    }

    /// <summary>The matrix of second derivatives of a scalar function of a vector.</summary>
    public static double[][] Hessian(Func<Tensor, Tensor> f, Tensor x)
    {
        Tensor parameter = Tensor.Parameter(x);
        f(parameter).Backward(createGraph: true);
        Tensor gradient = parameter.Grad!;
        double[][] rows = new double[x.Count][];
        for (int row = 0; row < rows.Length; row++)
        {
            parameter.ZeroGrad();
            gradient[row].Backward(retainGraph: true);
            rows[row] = parameter.Grad!.Doubles();
        }

        return rows;
    }

    public static Tensor OnesLike(Tensor x) => Tensor.Ones<double>(x.Shape).Cast(x.DType);
}

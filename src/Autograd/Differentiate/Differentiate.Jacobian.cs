namespace Autograd;

public static partial class Differentiate
{
    // Directions walked together: enough to turn vector products into matrix products, few enough to stay in cache.
    private const int ElementsAtOnce = 1 << 20;
    private const int LeastDirections = 8;

    /// <summary>
    /// All partial derivatives, ∂fᵢ/∂xⱼ, of the shape of the result followed by that of x, and of x's type. Many directions are
    /// carried through one walk over the tape.
    /// </summary>
    /// <param name="f">The function; any shapes.</param>
    /// <param name="x">Where to differentiate.</param>
    /// <param name="mode">Forward costs by the elements of x, reverse by those of the result; Auto takes the fewer.</param>
    /// <exception cref="ArgumentException">The function returns null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public static Tensor Jacobian(Func<Tensor, Tensor> f, Tensor x, JacobianMode mode = JacobianMode.Auto) => Jacobian(f, x, mode, nameof(Jacobian));

    /// <summary>The same for an operation that its errors name.</summary>
    private static Tensor Jacobian(Func<Tensor, Tensor> f, Tensor x, JacobianMode mode, string operation)
    {
        if (!Enum.IsDefined(mode))
            throw Errors.OutOfRange(operation, $"there is no mode {mode}", "use JacobianMode.Auto, Forward or Reverse");
        Tracking tracking = Tracking.Of(f, x, operation);
        Shape from = x.Shape, to = tracking.Output.Shape;
        int columns = x.Count, rows = tracking.Output.Count;
        if (mode == JacobianMode.Forward || (mode == JacobianMode.Auto && columns <= rows))
        {
            Tensor byColumn = InChunks(columns, from, x.DType, tracking, directions => Push(tracking, [directions], operation));
            return byColumn.Cast(x.DType).Reshape(columns, rows).Transpose().Reshape(to.Then(from));
        }

        return InChunks(rows, to, tracking.Output.DType, tracking, directions => PullBack(tracking, directions, IfUnused.Zeros, operation)[0]).Reshape(to.Then(from));
    }

    /// <summary>The second derivatives, ∂²f/∂xᵢ∂xⱼ, of x's shape twice: the Jacobian of the gradient, forward over reverse.</summary>
    /// <exception cref="ArgumentException">The function returns more than one element.</exception>
    public static Tensor Hessian(Func<Tensor, Tensor> f, Tensor x) =>
        Jacobian(Gradient(f, nameof(Hessian)), x, JacobianMode.Forward, nameof(Hessian));

    /// <summary>H·v, the gradient's derivative along v, without building the Hessian: forward over reverse.</summary>
    /// <exception cref="ArgumentException">The function returns more than one element, or v is of another shape or type than x.</exception>
    public static Tensor HessianVectorProduct(Func<Tensor, Tensor> f, Tensor x, Tensor v)
    {
        Errors.RequireNotNull(v);
        return Jvp(Gradient(f, nameof(HessianVectorProduct)), x, v, nameof(HessianVectorProduct)).Tangent;
    }

    /// <summary>The same for a function of several tensors: the product of the whole Hessian, with its mixed blocks.</summary>
    /// <exception cref="ArgumentException">The function returns more than one element, or the directions do not fit.</exception>
    public static Tensor[] HessianVectorProduct(Func<Tensor[], Tensor> f, Tensor[] x, Tensor[] v)
    {
        const string operation = nameof(HessianVectorProduct);
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(v);
        Tensor all = Jvp(inputs => Tensor.Concat([.. Gradients(f, inputs, operation).Select(static gradient => gradient.Flatten())]), x, v, operation).Tangent;
        Tensor[] parts = new Tensor[x.Length];
        for (int i = 0, start = 0; i < parts.Length; start += x[i++].Count)
            parts[i] = all.Slice(0, start, start + x[i].Count).Reshape(x[i].Shape);
        return parts;
    }

    /// <summary>Runs over all unit directions of a shape, some at a time, and joins the results.</summary>
    private static Tensor InChunks(int count, Shape shape, DType type, Tracking tracking, Func<Tensor, Tensor> walk)
    {
        int largest = 1;
        foreach (Node node in tracking.Tape.Nodes)
            largest = Math.Max(largest, node.Shape.ElementCount);
        int together = Math.Max(LeastDirections, ElementsAtOnce / largest);
        List<Tensor> parts = [];
        for (int start = 0; start < Math.Max(count, 1); start += together)
        {
            int size = Math.Min(together, count - start);
            parts.Add(walk(Units(start, size, count, type).Reshape(Shape.Trusted([size]).Then(shape))));
        }

        return parts.Count == 1 ? parts[0] : Tensor.Concat(parts);
    }

    /// <summary>Rows of the identity matrix.</summary>
    private static Tensor Units(int start, int rows, int columns, DType type) =>
        LinearMap.Apply(new DiagonalEmbedMap(start, rows, columns), Tensor.Filled(1, [rows], type));
}

/// <summary>In which direction a Jacobian is made.</summary>
public enum JacobianMode
{
    /// <summary>Whichever takes fewer directions.</summary>
    Auto,

    /// <summary>Column by column, pushing tangents: for more results than inputs.</summary>
    Forward,

    /// <summary>Row by row, pulling gradients back: for more inputs than results.</summary>
    Reverse,
}

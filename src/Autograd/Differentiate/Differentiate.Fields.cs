namespace Autograd;

public static partial class Differentiate
{
    /// <summary>The diagonal of the Hessian, ∂²f/∂xᵢ², of x's shape: one forward walk over the gradient for each element.</summary>
    /// <exception cref="ArgumentException">The function returns more than one element.</exception>
    public static Tensor HessianDiagonal(Func<Tensor, Tensor> f, Tensor x) =>
        OverDiagonal(Gradient(f, nameof(HessianDiagonal)), x, 0, static term => term, nameof(HessianDiagonal));

    /// <summary>
    /// The Laplacian, Σ ∂²f/∂xᵢ². With batch dimensions, x's leading axes are independent points, and the function returns one
    /// value for each; so does the Laplacian. It can be differentiated, for a loss that contains it, and takes the memory of one direction.
    /// </summary>
    /// <exception cref="ArgumentException">The function does not return one value a point.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many batch dimensions.</exception>
    public static Tensor Laplacian(Func<Tensor, Tensor> f, Tensor x, int batchDimensions = 0)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(x);
        RequireBatch(x, batchDimensions, nameof(Laplacian));
        Shape points = Shape.Trusted(x.Shape.Sizes[..batchDimensions]);
        return DivergenceOver(Gradient(input => OneValueEach(f(input), points).Sum(), nameof(Laplacian)), x, batchDimensions, nameof(Laplacian));
    }

    /// <summary>
    /// An unbiased estimate of the Laplacian from random directions of ±1, with its standard error: for functions of very many variables.
    /// Source: Hutchinson, 1990.
    /// </summary>
    /// <exception cref="ArgumentException">The function returns more than one element.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two samples.</exception>
    public static (Tensor Value, double StandardError) LaplacianEstimate(Func<Tensor, Tensor> f, Tensor x, int samples, Random random)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(x);
        Errors.RequireNotNull(random);
        if (samples < 2)
            throw Errors.OutOfRange(nameof(LaplacianEstimate), $"{samples} samples give no standard error", "draw at least 2", x.Shape);
        Func<Tensor, Tensor> push = Linearize(Gradient(f, nameof(LaplacianEstimate)), x, nameof(LaplacianEstimate)).Pushforward;
        Tensor[] draws = new Tensor[samples];
        for (int i = 0; i < samples; i++)
        {
            Tensor direction = Tensor.Uniform<float>(random, x.Shape).Less(0.5).Cast(x.DType) * 2 - 1;
            draws[i] = (direction * push(direction)).Sum();
        }

        Tensor all = Tensor.Stack(draws);
        return (all.Mean(), all.Detach().StandardDeviation().ToDouble() / Math.Sqrt(samples));
    }

    /// <summary>The divergence of a vector field, Σ ∂fᵢ/∂xᵢ, for f from any shape to the same.</summary>
    /// <exception cref="ArgumentException">The function changes the shape.</exception>
    public static Tensor Divergence(Func<Tensor, Tensor> f, Tensor x) => DivergenceOver(f, x, 0, nameof(Divergence));

    /// <summary>The curl of a vector field in three dimensions, for x and f(x) of shape [3].</summary>
    /// <exception cref="ArgumentException">x or f(x) has another shape.</exception>
    public static Tensor Curl(Func<Tensor, Tensor> f, Tensor x)
    {
        Errors.RequireNotNull(x);
        Tensor j = Jacobian(f, x, JacobianMode.Auto, nameof(Curl));
        if (j.Shape is not [3, 3])
            throw Errors.Argument(nameof(Curl), $"the field turns {x.Described} into {j.Shape.Leading(x.Rank)}", "give x and f(x) of shape [3]", x.Shape, j.Shape.Leading(x.Rank));
        return Tensor.Stack([j[2, 1] - j[1, 2], j[0, 2] - j[2, 0], j[1, 0] - j[0, 1]]);
    }

    private static Tensor DivergenceOver(Func<Tensor, Tensor> f, Tensor x, int batchDimensions, string operation)
    {
        Errors.RequireNotNull(x, operation: operation);
        int[] own = [.. Enumerable.Range(batchDimensions, x.Rank - batchDimensions)];
        return OverDiagonal(f, x, batchDimensions, term => term.Sum(own), operation);
    }

    /// <summary>
    /// Sums what is asked of the Jacobian's diagonal, one element of each point at a time, among zeros. Unless it is recorded,
    /// each direction gives its memory back before the next one is taken.
    /// </summary>
    private static Tensor OverDiagonal(Func<Tensor, Tensor> f, Tensor x, int batchDimensions, Func<Tensor, Tensor> ask, string operation)
    {
        (Tensor value, Func<Tensor, Tensor> push) = Linearize(f, x, operation);
        if (value.Shape != x.Shape)
            throw Errors.Argument(operation, $"the function turns {x.Described} into {value.Described}", "give a field of the input's own shape", x.Shape, value.Shape);
        Shape own = x.Shape.Trailing(x.Rank - batchDimensions);
        Tensor sum = ask(Tensor.Filled(0, x.Shape, x.DType));
        for (int i = 0; i < own.ElementCount && x.Count > 0; i++)
        {
            using TensorScope? scope = value.RequiresGrad ? null : new();
            Tensor unit = Units(i, 1, own.ElementCount, x.DType).Reshape(own).BroadcastTo(x.Shape);
            Tensor next = sum + ask(unit * push(unit));
            (Tensor last, sum) = (sum, scope?.Keep(next) ?? next);
            if (scope is not null)
                last.Storage.Release();
        }

        return sum;
    }

    private static void RequireBatch(Tensor x, int batchDimensions, string operation)
    {
        if (batchDimensions < 0 || batchDimensions > x.Rank)
            throw Errors.OutOfRange(operation, $"{batchDimensions} batch dimensions are no part of {x.Described}", $"use 0 to {x.Rank}", x.Shape);
    }

    private static Tensor OneValueEach(Tensor? values, Shape points) => values is null
        ? throw Errors.Argument(nameof(Laplacian), "the function returns null", "return a tensor")
        : values.Shape == points || (points.Rank == 0 && values.Count == 1)
        ? values
        : throw Errors.Argument(nameof(Laplacian), $"the function returns {values.Described} for points {points}", $"return one value for each point, of shape {points}", values.Shape);
}

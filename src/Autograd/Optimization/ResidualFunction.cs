namespace Autograd.Optimization;

/// <summary>A residual function of one parameter, as plain numbers in double precision, checked.</summary>
internal sealed class ResidualFunction(Func<Tensor, Tensor> function, Tensor parameter, string operation)
{
    private int count = -1;

    /// <summary>How often the function was called.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Half a unit in the last place of 1, in the parameter's element type.</summary>
    public double Rounding { get; } = parameter.DType == DType.Float64 ? Plain.Rounding : 1.0 / (1 << 24);

    /// <summary>A point as the parameter's element type holds it.</summary>
    public double[] Rounded(double[] point) => parameter.DType == DType.Float64 ? point : [.. point.Select(static value => (double)(float)value)];

    /// <summary>The residuals at a point.</summary>
    public double[] Values(double[] point)
    {
        using Scope _ = Tape.NoGrad();
        return Plain.Of(Evaluate(At(point)));
    }

    /// <summary>The Jacobian at a point, by columns.</summary>
    public double[][] Jacobian(double[] point)
    {
        double[] byRow = Plain.Of(Differentiate.Jacobian(EvaluateRecorded, At(point)));
        double[][] columns = new double[point.Length][];
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = new double[count];
            for (int i = 0; i < count; i++)
                columns[j][i] = byRow[i * columns.Length + j];
        }

        return columns;
    }

    /// <summary>The second derivative along a direction, d²r(point + t · direction) / dt² at t = 0: forward over forward.</summary>
    public double[] SecondDerivative(double[] point, double[] direction)
    {
        Tensor along = At(direction);
        return Plain.Of(Differentiate.Jvp(x => Differentiate.Jvp(EvaluateRecorded, x, along).Tangent, At(point), along).Tangent);
    }

    private Tensor At(double[] point) => Plain.Like(parameter, point);

    private Tensor EvaluateRecorded(Tensor x)
    {
        Tensor residuals = Evaluate(x);
        return residuals.RequiresGrad ? residuals : throw Errors.State(operation, $"the residuals {residuals.Described} do not depend on the parameters {x.Described}",
            "compute them from the function's argument, without Detach, NoGrad or reading numbers", residuals.Shape, x.Shape);
    }

    private Tensor Evaluate(Tensor x)
    {
        Evaluations++;
        Tensor residuals = function(x) ?? throw Errors.Argument(operation, "the residual function returns null", "return a tensor of shape [n]");
        if (residuals.Rank != 1)
            throw Errors.Argument(operation, $"the residuals {residuals.Described} are no vector", "return a vector, one element for each observation, with .Flatten()", residuals.Shape);
        if (residuals.Count == 0 || (count >= 0 && count != residuals.Count))
            throw Errors.Argument(operation, count < 0 ? "there are no residuals" : $"there are {residuals.Count} residuals, and there were {count} before",
                "return one for each observation, at least one, and always as many", residuals.Shape);
        count = residuals.Count;
        return residuals;
    }
}

using System.Diagnostics;

namespace Autograd.Optimization;

/// <summary>
/// What the methods share that need gradients alone: the list of parameters, the learning rate and the walk over those that
/// have a gradient. Updates run in place, unrecorded, and without garbage.
/// </summary>
[DebuggerDisplay("{name,nq}, learning rate {LearningRate}, parameters: {parameters.Length}")]
public abstract class FirstOrderOptimizer : IOptimizer
{
    private readonly string name;
    private readonly Tensor[] parameters;
    private double learningRate;

    private protected FirstOrderOptimizer(string name, IEnumerable<Tensor> parameters, double learningRate)
    {
        this.name = name;
        this.parameters = ParameterList.Checked(parameters, name);
        LearningRate = learningRate;
    }

    /// <summary>How far a step goes. It may be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or not a finite number.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = NotNegative(value, "a learning rate");
    }

    private protected int ParameterCount => parameters.Length;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">A parameter's scope has ended.</exception>
    public void Step()
    {
        // All of them before the first is changed.
        foreach (Tensor parameter in parameters)
            if (parameter.Storage.IsReleased)
                throw Errors.ScopeEnded(name, parameter);

        for (int i = 0; i < parameters.Length; i++)
            if (parameters[i].Node is Leaf leaf && leaf.PeekGrad() is { } gradient)
            {
                leaf.NoteChange();
                Update(i, parameters[i], gradient);
            }
    }

    /// <inheritdoc/>
    public void ZeroGrad()
    {
        foreach (Tensor parameter in parameters)
            parameter.ZeroGrad();
    }

    private protected abstract void Update(int index, Tensor parameter, Tensor gradient);

    /// <summary>Zeros like a parameter, which belong to the optimiser and to no scope.</summary>
    private protected static Tensor State(Tensor parameter)
    {
        Tensor state = Tensor.Filled(0, parameter.Shape, parameter.DType);
        state.Storage.MoveTo(null);
        return state;
    }

    private protected double NotNegative(double value, string what) => value >= 0 && double.IsFinite(value) ? value
        : throw Errors.OutOfRange(name, $"{what} of {value} has no meaning", "use a finite number that is at least 0");

    private protected double Fraction(double value, string what) => value is >= 0 and < 1 ? value
        : throw Errors.OutOfRange(name, $"{what} of {value} has no meaning", "use a number from 0 up to, but not including, 1");
}

internal static class ParameterList
{
    /// <summary>The parameters as an array; throws unless they are leaves, at least one, each of them once.</summary>
    public static Tensor[] Checked(IEnumerable<Tensor> parameters, string operation)
    {
        Errors.RequireNotNull(parameters, operation: operation);
        Tensor[] list = [.. parameters];
        if (list.Length == 0)
            throw Errors.Argument(operation, "there are no parameters", "pass at least one tensor made by Tensor.Parameter");
        HashSet<Tensor> seen = [];
        for (int i = 0; i < list.Length; i++)
            Check(list[i], i, seen, operation);
        return list;
    }

    public static void Check(Tensor? parameter, int index, HashSet<Tensor> seen, string operation)
    {
        if (parameter is null)
            throw Errors.Argument(operation, $"parameter {index} is null", "pass tensors made by Tensor.Parameter");
        if (parameter.Node is not { IsLeaf: true })
            throw Errors.Argument(operation, $"number {index}, {parameter.Described}, is no parameter",
                "pass tensors made by Tensor.Parameter, not what is computed from them", parameter.Shape);
        if (!seen.Add(parameter))
            throw Errors.Argument(operation, $"number {index}, {parameter.Described}, is given twice",
                "pass each parameter once", parameter.Shape);
    }
}

using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Holds a function's derivatives against each other: reverse mode against central differences, forward mode against reverse,
/// and the same for the gradient itself. For tests of own operations, and of models.
/// </summary>
/// <example><code>
/// [Fact]
/// public void Softsign_is_right() => GradientCheck.Verify(x => new Softsign().Apply(x), Tensor.From([-1.5, 0.5, 2.0]));
/// </code></example>
public static class GradientCheck
{
    private const int Shown = 8;

    /// <summary>Checks a function and reports.</summary>
    /// <exception cref="ArgumentException">Input or result is single precision, which the options must permit; or the function returns null.</exception>
    [OverloadResolutionPriority(1)]      // x => x[0] … reads as one tensor's element before it reads as one of several tensors
    public static GradientReport Run(Func<Tensor, Tensor> f, Tensor x) => Run(f, x, new());

    /// <summary>Checks a function as the options say, and reports.</summary>
    /// <inheritdoc cref="Run(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static GradientReport Run(Func<Tensor, Tensor> f, Tensor x, GradientCheckOptions options)
    {
        Errors.RequireNotNull(f, operation: nameof(GradientCheck));
        return Run(inputs => f(inputs[0]), [x], options);
    }

    /// <summary>Checks a function of several tensors, and reports.</summary>
    /// <inheritdoc cref="Run(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static GradientReport Run(Func<Tensor[], Tensor> f, params Tensor[] x) => Run(f, x, new());

    /// <summary>Checks a function of several tensors as the options say, and reports.</summary>
    /// <inheritdoc cref="Run(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static GradientReport Run(Func<Tensor[], Tensor> f, Tensor[] x, GradientCheckOptions options)
    {
        Errors.RequireNotNull(f, operation: nameof(GradientCheck));
        Errors.RequireNotNull(x, operation: nameof(GradientCheck));
        Errors.RequireNotNull(options, operation: nameof(GradientCheck));
        if (options.Orders < 1)
            throw Errors.OutOfRange(nameof(GradientCheck), $"{options.Orders} orders check nothing", "ask for 1 or more");
        for (int i = 0; i < x.Length; i++)
            Errors.RequireNotNull(x[i], x.Length == 1 ? "x" : $"input {i}", nameof(GradientCheck));

        Tensor[] at = [.. x.Select(static input => input.Detach().Clone())];
        Tensor value = f(at)?.Detach() ?? throw Errors.Argument(nameof(GradientCheck), "the function returns null", "return a tensor");
        RequireOneType(at, value, options.AllowFloat32);
        if (Fingerprint.Of(value) != Fingerprint.Of(f(at)))
            return new()
            {
                Order = 1, Compared = 0, Disagreeing = 0, Worst = [], Mistake = GradientMistake.Random,
                Explanation = "the function gives other values when it is called again; draw random numbers from a new Random with a fixed seed inside it.",
            };

        Random random = new(options.Seed);
        int compared = 0;
        for (int order = 1; ; order++)
        {
            DerivativeTable table = DerivativeTable.Of(f, at, options, random);
            compared += table.Rows.Length * table.Columns.Length;
            (int Row, int Column)[] failures = table.Disagreeing();
            if (failures.Length > 0 || order >= options.Orders)
            {
                (GradientMistake mistake, string explanation) = failures.Length == 0 ? (GradientMistake.None, "") : GradientDiagnosis.Of(table, failures, order);
                return new()
                {
                    Order = order, Compared = compared, Disagreeing = failures.Length, Mistake = mistake, Explanation = explanation,
                    Worst = [.. failures.Take(Shown).Select(entry => table.Mismatch(entry, order, x))],
                };
            }

            f = GradientOf(f, random);
        }
    }

    /// <summary>Throws unless the function's derivatives are right: one line in a test.</summary>
    /// <exception cref="GradientCheckException">They are not; the message says where, and what the likeliest mistake is.</exception>
    /// <exception cref="ArgumentException">Input or result is single precision, which the options must permit.</exception>
    [OverloadResolutionPriority(1)]      // x => x[0] … reads as one tensor's element before it reads as one of several tensors
    public static void Verify(Func<Tensor, Tensor> f, Tensor x) => Verify(f, x, new());

    /// <summary>Throws unless the function's derivatives are right, checked as the options say.</summary>
    /// <inheritdoc cref="Verify(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static void Verify(Func<Tensor, Tensor> f, Tensor x, GradientCheckOptions options) => Require(Run(f, x, options), [x]);

    /// <summary>Throws unless the derivatives of a function of two tensors are right.</summary>
    /// <inheritdoc cref="Verify(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static void Verify(Func<Tensor, Tensor, Tensor> f, Tensor a, Tensor b)
    {
        Errors.RequireNotNull(f, operation: nameof(GradientCheck));
        Errors.RequireNotNull(a, operation: nameof(GradientCheck));
        Errors.RequireNotNull(b, operation: nameof(GradientCheck));
        Verify(x => f(x[0], x[1]), [a, b], new());
    }

    /// <summary>Throws unless the derivatives of a function of several tensors are right.</summary>
    /// <inheritdoc cref="Verify(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static void Verify(Func<Tensor[], Tensor> f, params Tensor[] x) => Verify(f, x, new());

    /// <summary>Throws unless the derivatives of a function of several tensors are right, checked as the options say.</summary>
    /// <inheritdoc cref="Verify(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static void Verify(Func<Tensor[], Tensor> f, Tensor[] x, GradientCheckOptions options) => Require(Run(f, x, options), x);

    private static void Require(GradientReport report, Tensor[] x)
    {
        if (!report.Passed)
            throw new GradientCheckException(report, [.. x.Select(static input => input.Shape)]);
    }

    /// <summary>The gradient of a random combination of the results: all inputs' gradients in one vector, to be checked in turn.</summary>
    private static Func<Tensor[], Tensor> GradientOf(Func<Tensor[], Tensor> f, Random random)
    {
        int seed = random.Next();
        Tensor Combined(Tensor y) => (y * Tensor.Normal<double>(new Random(seed), y.Shape).Cast(y.DType)).Sum();
        return inputs => Tensor.Concat([.. Differentiate.Gradients(z => Combined(f(z)), inputs).Select(static gradient => gradient.Flatten())]);
    }

    private static void RequireOneType(Tensor[] x, Tensor y, bool allowFloat32)
    {
        foreach (Tensor input in x)
            if (input.DType != y.DType)
                throw Errors.MixedTypes(nameof(GradientCheck), input, y);
        if (y.DType == DType.Float32 && !allowFloat32)
            throw Errors.Argument(nameof(GradientCheck), "differences in single precision say little",
                "give float64 inputs, with .Cast(DType.Float64), or permit it with new GradientCheckOptions { AllowFloat32 = true }", y.Shape);
    }
}

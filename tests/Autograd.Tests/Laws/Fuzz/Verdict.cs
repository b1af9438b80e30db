namespace Autograd.Tests.Laws.Fuzz;

/// <summary>Holds a program's value and derivatives, in all modes, against the reference.</summary>
internal static class Verdict
{
    /// <summary>What differs; null where all agrees.</summary>
    public static string? Complaint(RandomProgram program, DType type)
    {
        try
        {
            return Difference(program, type);
        }
        catch (Exception error) when (error is IAutogradError or IndexOutOfRangeException or NullReferenceException)
        {
            return $"{type}: {error.GetType().Name}: {error.Message}";
        }
    }

    private static string? Difference(RandomProgram program, DType type)
    {
        double tolerance = (type == DType.Float32 ? 5e-4 : 1e-9) * program.Scale;
        Tensor[] x = [.. program.Inputs.Select(i => Tensor.Parameter(program.Draw(i, tangent: false).Cast(type)))];
        Tensor[] v = [.. program.Inputs.Select(i => program.Draw(i, tangent: true).Cast(type))];
        Tensor y = program.Run(x), upstream = program.Upstreams().Cast(type);
        if (!y.Shape.SequenceEqual(program.Expected.Shape))
            return $"the shape is {y.Shape}, not [{string.Join(", ", program.Expected.Shape)}]";
        double[] values = [.. program.Expected.Values.Select(static number => number.Value)];
        double[] tangents = [.. program.Expected.Values.Select(static number => number.Tangent)];
        if (Different("value", Read(y), values, tolerance) is { } wrongValue)
            return $"{type} {wrongValue}";
        if (!y.RequiresGrad)
            return null;
        Tensor pushed = Differentiate.Jvp(program.Run, x, v).Tangent;
        if (Different("tangent", Read(pushed), tangents, tolerance) is { } wrongTangent)
            return $"{type} {wrongTangent}";

        Tensor[] traced = Differentiate.Gradients(y, x, upstream, createGraph: true),
            fast = Differentiate.Gradients(y, x, upstream);
        double[] weights = program.Weights();
        double expected = weights.Zip(tangents, static (w, t) => w * t).Sum(),
            size = 1 + weights.Zip(tangents, static (w, t) => Math.Abs(w * t)).Sum();
        double found = fast.Zip(v, static (gradient, direction) =>
            Read(gradient).Zip(Read(direction), static (g, d) => g * d).Sum()).Sum();
        if (!(Math.Abs(found - expected) <= tolerance * size))
            return $"{type} gradient along the tangent is {found:R}, not {expected:R}";
        for (int i = 0; i < x.Length; i++)
        {
            double[] other = Read(traced[i]);
            double largest = 1 + other.Select(Math.Abs).DefaultIfEmpty(0).Max();
            if (Different($"gradient {i}, fast against traced,", Read(fast[i]), other, tolerance * largest) is { } wrongGradient)
                return $"{type} {wrongGradient}";
        }

        return null;
    }

    /// <summary>The first element that is further off than the tolerance; written so that NaN fails.</summary>
    public static string? Different(string what, double[] found, double[] expected, double tolerance)
    {
        if (found.Length != expected.Length)
            return $"{what} has {found.Length} elements, not {expected.Length}";
        for (int i = 0; i < found.Length; i++)
            if (!(Math.Abs(found[i] - expected[i]) <= tolerance))
                return $"{what} has element {i} {found[i]:R}, not {expected[i]:R}";
        return null;
    }

    private static double[] Read(Tensor x) => x.Detach().Cast(DType.Float64).ToArray<double>();
}

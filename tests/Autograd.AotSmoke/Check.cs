using System.Numerics;

namespace Autograd.AotSmoke;

/// <summary>Compares with closed forms, and counts.</summary>
internal static class Check
{
    public static int Passed { get; private set; }

    public static int Failed { get; private set; }

    public static void That(string what, bool holds, string detail = "")
    {
        if (holds)
        {
            Passed++;
            return;
        }

        Failed++;
        Console.Error.WriteLine($"{what}: {detail}");
    }

    /// <summary>Every element within a tolerance that suits the element type.</summary>
    public static void Near<T>(string what, Tensor? actual, params double[] expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = $"{what} in {typeof(T).Name}";
        if (actual is null)
        {
            That(name, false, "there is no gradient");
            return;
        }

        T[] values = actual.ToArray<T>();
        double tolerance = typeof(T) == typeof(float) ? 2e-5 : 1e-11;
        bool near = values.Length == expected.Length;
        for (int i = 0; near && i < values.Length; i++)
        {
            double value = double.CreateChecked(values[i]);
            near = Math.Abs(value - expected[i]) <= tolerance * (1 + Math.Abs(expected[i])) || value.Equals(expected[i]);
        }

        That(name, near, $"expected [{string.Join(", ", expected)}], got [{string.Join(", ", values)}]");
    }

    public static void Throws<E>(string what, Action action, string message) where E : Exception
    {
        try
        {
            action();
            That(what, false, "nothing was thrown");
        }
        catch (Exception error)
        {
            That(what, error is E and IAutogradError && error.Message.Contains(message, StringComparison.Ordinal), $"{error.GetType().Name} said '{error.Message}'");
        }
    }
}

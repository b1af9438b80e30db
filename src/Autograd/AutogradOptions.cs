namespace Autograd;

/// <summary>Settings of the whole process.</summary>
public static class AutogradOptions
{
    private static int threads = Environment.ProcessorCount;

    /// <summary>
    /// How many threads a large operation may use, the caller's included: at first, the processors that the process may use.
    /// Results are the same, bit for bit, for any number. Operations that run already are not affected; small ones always run on
    /// the caller's thread alone, and so do operations of other threads while the workers are busy.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref threads);
        set => Volatile.Write(ref threads, value >= 1 ? value : throw Errors.OutOfRange($"{nameof(AutogradOptions)}.{nameof(Threads)}",
            $"{value} threads cannot compute anything", "use 1 for the caller's thread alone, or more"));
    }
}

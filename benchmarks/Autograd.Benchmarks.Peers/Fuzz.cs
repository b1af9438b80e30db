using System.Diagnostics;
using System.Globalization;
using Autograd.Tests.Laws.Fuzz;
using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>The tests' random programs in both libraries: values and gradients are compared, and what disagrees is made small.</summary>
internal static class Fuzz
{
    private const int Shown = 20;

    private static readonly Operation[] Operations =
        Autograd.Tests.Laws.Fuzz.Operations.Weighted(Autograd.Tests.Laws.Fuzz.Operations.All.Where(PeerOperations.Knows));

    /// <summary>Runs so many programs, <c>--programs</c>, from a seed on, <c>--seed</c>; 1 where some disagree, 2 where the peer did not load.</summary>
    public static int Run(string[] arguments)
    {
        if (Peer.Obstacle is { } obstacle)
        {
            Console.Error.WriteLine($"There is nothing to compare with: {obstacle}.");
            return 2;
        }

        Threads.Use(1);
        int programs = Number("--programs", 100_000), first = Number("--seed", 1_000_000), disagreements = 0, steps = 0;
        long start = Stopwatch.GetTimestamp();
        for (int seed = first; seed < first + programs; seed++)
        {
            RandomProgram program = RandomProgram.Drawn(seed, Operations);
            steps += program.Steps.Count;
            if (Complaint(program) is null || ++disagreements > Shown)
                continue;
            Console.WriteLine(Shrinking.Report(program, seed, Operations, Complaint));
            Console.WriteLine();
        }

        Console.WriteLine($"{programs} programs of {steps} lines in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s: {disagreements} disagree.");
        return disagreements > 0 ? 1 : 0;

        int Number(string name, int otherwise) => Array.IndexOf(arguments, name) is >= 0 and int at && at + 1 < arguments.Length
            ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The peer's complaint of this library, with what plain arrays say of the same program.</summary>
    private static string? Complaint(RandomProgram program)
    {
        string? against;
        try
        {
            against = Difference(program);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            against = $"{error.GetType().Name}: {error.Message.Split('\n')[0]}";
        }

        return against is null ? null : $"{against}; beside plain arrays: {Verdict.Complaint(program, DType.Float64) ?? "this library is right"}";
    }

    private static string? Difference(RandomProgram program)
    {
        double tolerance = 1e-9 * program.Scale;
        Tensor[] x = [.. program.Inputs.Select(i => Tensor.Parameter(program.Draw(i, tangent: false)))];
        Tensor y = program.Run(x);
        Tensor[]? ours = y.RequiresGrad ? Differentiate.Gradients(y, x, program.Upstreams()) : null;

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] there = [.. x.Select(input => Of(Sides.Read(input.Detach()), input.Shape).requires_grad_())];
        torch.Tensor result = program.Run(there, PeerOperations.Apply);
        if (Verdict.Different("value", Sides.Read(y.Detach()), Sides.Read(result), tolerance) is { } wrongValue)
            return wrongValue;
        if (ours is null || !result.requires_grad)
            return null;
        result.backward([Of(program.Weights(), y.Shape)]);
        for (int i = 0; i < x.Length; i++)
        {
            double[] theirs = there[i].grad is { } gradient ? Sides.Read(gradient) : new double[x[i].Count];
            double largest = 1 + theirs.Select(Math.Abs).DefaultIfEmpty(0).Max();
            if (Verdict.Different($"gradient {i}", Sides.Read(ours[i]), theirs, tolerance * largest) is { } wrongGradient)
                return wrongGradient;
        }

        return null;
    }

    private static torch.Tensor Of(double[] values, Shape shape) =>
        torch.tensor(values, [.. shape.Select(size => (long)size)], torch.ScalarType.Float64);
}

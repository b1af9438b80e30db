using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Borne by every exception this library throws on purpose: what failed, on which shapes, and what to do instead.</summary>
public interface IAutogradError
{
    /// <summary>The operation that refused, as users call it: <c>MatMul</c>, <c>Backward</c>, ….</summary>
    string Operation { get; }

    /// <summary>The shapes that took part, in the order of the operands; empty where shapes are not the matter.</summary>
    IReadOnlyList<Shape> Shapes { get; }

    /// <summary>What to do instead, in a few words.</summary>
    string Remedy { get; }
}

/// <summary>Makes every exception: <c>operation: problem; remedy</c>.</summary>
internal static class Errors
{
    public static Exception Argument(string operation, string problem, string remedy, params ReadOnlySpan<Shape> shapes) =>
        new ArgumentError(operation, problem, remedy, shapes.ToArray());

    public static Exception OutOfRange(string operation, string problem, string remedy, params ReadOnlySpan<Shape> shapes) =>
        new RangeError(operation, problem, remedy, shapes.ToArray());

    public static Exception State(string operation, string problem, string remedy, params ReadOnlySpan<Shape> shapes) =>
        new StateError(operation, problem, remedy, shapes.ToArray());

    public static Exception File(string operation, string problem, string remedy, Exception cause) =>
        new FileError(operation, problem, remedy, cause);

    public static Exception ScopeEnded() => new DisposedError(
        "TensorScope", "this tensor's scope has ended and its memory was given back",
        "hand it to scope.Keep(…) before the scope ends, or read it inside");

    public static Exception MixedTypes(string operation, DType left, DType right, params ReadOnlySpan<Shape> shapes) => Argument(
        operation, $"element types differ, {left}{At(shapes, 0)} and {right}{At(shapes, 1)}", $"convert one with .Cast(DType.{(left > right ? left : right)})", shapes);

    public static Exception Broadcast(string operation, Shape left, Shape right) => Argument(
        operation, $"shapes {left} and {right} do not broadcast",
        "sizes are matched from the last axis and must be equal or 1; Unsqueeze or Reshape one of them", left, right);

    public static Exception Axis(string operation, int axis, Shape shape) => OutOfRange(
        operation, $"axis {axis} is outside {shape}",
        shape.Rank == 0 ? "a scalar has no axes" : $"use {-shape.Rank} to {shape.Rank - 1}", shape);

    /// <summary>Throws when an argument is null.</summary>
    public static void RequireNotNull([NotNull] object? argument, [CallerArgumentExpression(nameof(argument))] string name = "",
        [CallerMemberName] string operation = "")
    {
        if (argument is null)
            throw new NullError(operation, name);
    }

    private static string At(ReadOnlySpan<Shape> shapes, int i) => i < shapes.Length ? $" {shapes[i]}" : "";

    public static string Message(string operation, string problem, string remedy) => $"{operation}: {problem}; {remedy}.";

    private sealed class ArgumentError(string operation, string problem, string remedy, Shape[] shapes)
        : ArgumentException(Message(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class NullError(string operation, string name)
        : ArgumentNullException(name, Message(operation, $"{name} is null", "pass an object")), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => [];
        public string Remedy => "pass an object";
    }

    private sealed class RangeError(string operation, string problem, string remedy, Shape[] shapes)
        : ArgumentOutOfRangeException(null, Message(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class StateError(string operation, string problem, string remedy, Shape[] shapes)
        : InvalidOperationException(Message(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class FileError(string operation, string problem, string remedy, Exception cause)
        : IOException(Message(operation, problem, remedy), cause), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => [];
        public string Remedy => remedy;
    }

    private sealed class DisposedError(string operation, string problem, string remedy)
        : ObjectDisposedException(null, Message(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => [];
        public string Remedy => remedy;
    }
}

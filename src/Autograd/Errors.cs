using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Makes every exception: <c>operation: problem; remedy.</c></summary>
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

    /// <summary>For a tensor that is read after its scope: by an operation where that is known.</summary>
    public static Exception ScopeEnded(string operation = nameof(TensorScope), Tensor? tensor = null) => new DisposedError(operation,
        $"the scope of {tensor?.Described ?? "this tensor"} has ended and its memory was given back",
        "hand it to scope.Keep(…) before the scope ends, or read it inside", tensor is null ? [] : [tensor.Shape]);

    /// <summary>For a scope that is used after its end.</summary>
    public static Exception Ended(string operation, string problem, string remedy) => new DisposedError(operation, problem, remedy, []);

    public static Exception NoMemory(string operation, long bytes, Exception cause) => new MemoryError(operation,
        $"{bytes >> 20} MiB for one tensor cannot be had", "check the sizes, split the work, or give memory back with a TensorScope", cause);

    public static Exception MixedTypes(string operation, Tensor left, Tensor right) => Argument(operation,
        $"element types differ, {left.DType} {left.Described} and {right.DType} {right.Described}",
        $"convert one with .Cast(DType.{(left.DType > right.DType ? left.DType : right.DType)})", left.Shape, right.Shape);

    public static Exception Axis(string operation, int axis, Shape shape, Tensor? of = null) => OutOfRange(
        operation, $"axis {axis} is outside {Describe(shape, of)}",
        shape.Rank == 0 ? "a scalar has no axes" : $"use {-shape.Rank} to {shape.Rank - 1}", shape);

    /// <summary>A shape as messages name it: by its tensor, and as part of that where it is not all of its shape.</summary>
    public static string Describe(Shape shape, Tensor? of) =>
        of is null ? shape.ToString() : of.Shape == shape ? of.Described : $"{shape} of {of.Described}";

    /// <summary>A count of things, as it is said: <c>1 axis</c>, <c>2 axes</c>.</summary>
    public static string Number(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>Throws when an argument is null.</summary>
    public static void RequireNotNull<T>([NotNull] T? argument, [CallerArgumentExpression(nameof(argument))] string name = "",
        [CallerMemberName] string operation = "") where T : class
    {
        if (argument is null)
            throw new NullError(operation, name, Wanted(typeof(T)));
    }

    /// <summary>An array as a span; throws when it is null.</summary>
    public static ReadOnlySpan<T> Required<T>(T[]? argument, [CallerArgumentExpression(nameof(argument))] string name = "",
        [CallerMemberName] string operation = "")
    {
        RequireNotNull(argument, name, operation);
        return argument;
    }

    private static string Wanted(Type type) =>
        type == typeof(Tensor) ? "pass a tensor"
        : type == typeof(string) ? "pass a text"
        : type == typeof(Random) ? "pass a Random, such as new Random(1)"
        : type.IsAssignableTo(typeof(Delegate)) ? "pass a function"
        : type.IsAssignableTo(typeof(IEnumerable)) ? "pass an array or a list"
        : "pass one";

    public static string Compose(string operation, string problem, string remedy) => $"{operation}: {problem}; {remedy}{(remedy.EndsWith('?') ? "" : ".")}";

    private sealed class ArgumentError(string operation, string problem, string remedy, Shape[] shapes)
        : ArgumentException(Compose(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class NullError(string operation, string name, string remedy) : ArgumentNullException(name), IAutogradError
    {
        // Without what the framework appends about the parameter.
        public override string Message => Compose(operation, $"{ParamName} is null", remedy);
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => [];
        public string Remedy => remedy;
    }

    private sealed class RangeError(string operation, string problem, string remedy, Shape[] shapes)
        : ArgumentOutOfRangeException(null, Compose(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class StateError(string operation, string problem, string remedy, Shape[] shapes)
        : InvalidOperationException(Compose(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class FileError(string operation, string problem, string remedy, Exception cause)
        : IOException(Compose(operation, problem, remedy), cause), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => [];
        public string Remedy => remedy;
    }

    private sealed class DisposedError(string operation, string problem, string remedy, Shape[] shapes)
        : ObjectDisposedException(null, Compose(operation, problem, remedy)), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => shapes;
        public string Remedy => remedy;
    }

    private sealed class MemoryError(string operation, string problem, string remedy, Exception cause)
        : OutOfMemoryException(Compose(operation, problem, remedy), cause), IAutogradError
    {
        public string Operation => operation;
        public IReadOnlyList<Shape> Shapes => [];
        public string Remedy => remedy;
    }
}

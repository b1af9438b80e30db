namespace Autograd;

/// <summary>The type of a tensor's elements.</summary>
public enum DType
{
    /// <summary>IEEE 754 single precision: <see cref="float"/>, 4 bytes.</summary>
    Float32,

    /// <summary>IEEE 754 double precision: <see cref="double"/>, 8 bytes.</summary>
    Float64,
}

internal static class DTypes
{
    /// <summary>The element type that <typeparamref name="T"/> stands for; throws for any other type.</summary>
    public static DType Of<T>(string operation) where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.Float32
        : typeof(T) == typeof(double) ? DType.Float64
        : throw Errors.Argument(operation, $"elements of type {Word<T>()} are not supported", "use float or double");

    /// <summary>A type as it is written in code.</summary>
    public static string Word<T>() => typeof(T) == typeof(float) ? "float" : typeof(T) == typeof(double) ? "double" : typeof(T).Name;

    public static int Size(this DType type) => type == DType.Float32 ? sizeof(float) : sizeof(double);
}

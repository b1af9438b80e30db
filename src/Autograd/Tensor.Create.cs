using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>A scalar, of shape <c>[]</c>.</summary>
    public static Tensor From<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> => From([value], default(Shape));

    /// <summary>A vector of these values.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is neither float nor double.</exception>
    /// <exception cref="ArgumentNullException">There is no array.</exception>
    public static Tensor From<T>(T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Errors.RequireNotNull(values);
        return From((ReadOnlySpan<T>)values, [values.Length]);
    }

    /// <summary>A vector of these values.</summary>
    public static Tensor From<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        From(values, [values.Length]);

    /// <summary>A tensor of this shape, its values given in reading order.</summary>
    /// <exception cref="ArgumentException">The number of values is not the shape's, a size is negative, or <typeparamref name="T"/> is neither float nor double.</exception>
    /// <exception cref="ArgumentNullException">There is no array.</exception>
    public static Tensor From<T>(T[] values, params ReadOnlySpan<int> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Errors.RequireNotNull(values);
        return From((ReadOnlySpan<T>)values, shape);
    }

    /// <inheritdoc cref="From{T}(T[], ReadOnlySpan{int})"/>
    public static Tensor From<T>(T[] values, params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        From(values, Errors.Required(shape));

    /// <inheritdoc cref="From{T}(T[], ReadOnlySpan{int})"/>
    public static Tensor From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape sizes = Shape.Checked(shape, nameof(From));
        if (values.Length != sizes.ElementCount)
            throw Errors.Argument(nameof(From), $"{values.Length} values do not fill {sizes}, which has {sizes.ElementCount} elements",
                "give as many values as the shape has elements", sizes);
        return Copied(values, sizes);
    }

    /// <inheritdoc cref="From{T}(T[], ReadOnlySpan{int})"/>
    public static Tensor From<T>(ReadOnlySpan<T> values, params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        From(values, Errors.Required(shape));

    /// <summary>A matrix of these values, <c>[rows, columns]</c>.</summary>
    public static Tensor From<T>(T[,] values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Errors.RequireNotNull(values);
        Shape shape = Shape.Checked([values.GetLength(0), values.GetLength(1)], nameof(From));
        return Copied<T>(values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length), shape);
    }

    /// <summary>A copy of a System.Numerics.Tensors span, with its shape.</summary>
    public static Tensor From<T>(in ReadOnlyTensorSpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] sizes = new int[values.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
            sizes[axis] = Autograd.Shape.CheckedSize(values.Lengths[axis], nameof(From));
        T[] copy = new T[Autograd.Shape.Checked(sizes, nameof(From)).ElementCount];
        values.FlattenTo(copy);
        return From((ReadOnlySpan<T>)copy, sizes);
    }

    /// <summary>A copy of a System.Numerics.Tensors tensor, with its shape.</summary>
    public static Tensor From<T>(System.Numerics.Tensors.Tensor<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Errors.RequireNotNull(values);
        return From(values.AsReadOnlyTensorSpan());
    }

    /// <summary>A tensor of zeros.</summary>
    /// <exception cref="ArgumentException">A size is negative, there are too many elements, or <typeparamref name="T"/> is neither float nor double.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public static Tensor Zeros<T>(params ReadOnlySpan<int> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Filled(0, Shape.Checked(shape, nameof(Zeros)), DTypes.Of<T>(nameof(Zeros)));

    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})"/>
    public static Tensor Zeros<T>(params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Zeros<T>(Errors.Required(shape));

    /// <summary>A tensor of ones.</summary>
    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})" path="/exception"/>
    public static Tensor Ones<T>(params ReadOnlySpan<int> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Filled(1, Shape.Checked(shape, nameof(Ones)), DTypes.Of<T>(nameof(Ones)));

    /// <inheritdoc cref="Ones{T}(ReadOnlySpan{int})"/>
    public static Tensor Ones<T>(params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Ones<T>(Errors.Required(shape));

    /// <summary>A tensor of one value throughout.</summary>
    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})" path="/exception"/>
    public static Tensor Full<T>(T value, params ReadOnlySpan<int> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Filled(double.CreateChecked(value), Shape.Checked(shape, nameof(Full)), DTypes.Of<T>(nameof(Full)));

    /// <inheritdoc cref="Full{T}(T, ReadOnlySpan{int})"/>
    public static Tensor Full<T>(T value, params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Full(value, Errors.Required(shape));

    /// <summary>The identity matrix <c>[n, n]</c>.</summary>
    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})" path="/exception"/>
    public static Tensor Eye<T>(int n) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = Shape.Checked([n, n], nameof(Eye));
        T[] values = new T[shape.ElementCount];
        for (int i = 0; i < n; i++)
            values[i * n + i] = T.One;
        return Copied<T>(values, shape);
    }

    /// <summary>start, start + step, … up to but without stop.</summary>
    /// <exception cref="ArgumentException">The step is 0 or not a number, or leads away from stop; or there are too many steps.</exception>
    public static Tensor Arange<T>(T start, T stop, T step) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double count = Math.Ceiling((double.CreateChecked(stop) - double.CreateChecked(start)) / double.CreateChecked(step));
        if (T.IsZero(step) || !(count >= 0))
            throw Errors.Argument(nameof(Arange), $"steps of {step} do not lead from {start} to {stop}", "give a step that leads towards stop");
        if (count > Array.MaxLength)
            throw Errors.Argument(nameof(Arange), $"{start} to {stop} in steps of {step} is more than {Array.MaxLength} elements", "take larger steps");
        T[] values = new T[(int)count];
        for (int i = 0; i < values.Length; i++)
            values[i] = start + T.CreateChecked(i) * step;
        return From(values);
    }

    /// <summary><paramref name="count"/> evenly spaced values from start to stop, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Tensor Linspace<T>(T start, T stop, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count < 0)
            throw Errors.OutOfRange(nameof(Linspace), $"{count} values cannot be had", "ask for 0 or more");
        T[] values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = i == count - 1 && i > 0 ? stop : start + (stop - start) * (T.CreateChecked(i) / T.CreateChecked(Math.Max(count - 1, 1)));
        return From(values);
    }

    /// <summary>Draws from the standard normal distribution; the same numbers for the same seed.</summary>
    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})" path="/exception"/>
    /// <exception cref="ArgumentNullException">There is no Random.</exception>
    public static Tensor Normal<T>(Random random, params ReadOnlySpan<int> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Drawn<T>(random, shape, nameof(Normal), static random =>
        {
            // Box–Muller: 1 − u keeps the logarithm's argument above 0.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            return radius * Math.Cos(2 * Math.PI * random.NextDouble());
        });

    /// <inheritdoc cref="Normal{T}(Random, ReadOnlySpan{int})"/>
    public static Tensor Normal<T>(Random random, params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Normal<T>(random, Errors.Required(shape));

    /// <summary>Draws evenly from [0, 1); the same numbers for the same seed.</summary>
    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})" path="/exception"/>
    /// <exception cref="ArgumentNullException">There is no Random.</exception>
    public static Tensor Uniform<T>(Random random, params ReadOnlySpan<int> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Drawn<T>(random, shape, nameof(Uniform), static random =>
        {
            // A double just below 1 would round up to 1 in single precision.
            double draw = random.NextDouble();
            return typeof(T) == typeof(float) ? Math.Floor(draw * (1 << 24)) / (1 << 24) : draw;
        });

    /// <inheritdoc cref="Uniform{T}(Random, ReadOnlySpan{int})"/>
    public static Tensor Uniform<T>(Random random, params int[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Uniform<T>(random, Errors.Required(shape));

    /// <summary>A leaf that requires a gradient, with a copy of these values of its own; it outlives any <see cref="TensorScope"/> but the one it is made in.</summary>
    public static Tensor Parameter(Tensor initial, string? name = null)
    {
        Errors.RequireNotNull(initial);
        Tensor result = Copy.Fresh(initial);
        result.Record(new Leaf(result.Shape, result.DType));
        return name is null ? result : result.Named(name);
    }

    /// <summary>A tensor whose elements the caller will all write.</summary>
    internal static Tensor Allocate(Shape shape, DType type)
    {
        Layout layout = new(shape);
        return new(Storage.Allocate(type, layout.Count), layout, type);
    }

    internal static Tensor Scalar(double value, DType type) => Filled(value, default, type);

    internal static Tensor Filled(double value, Shape shape, DType type)
    {
        Tensor result = Allocate(shape, type);
        if (result.Count == 0)
            return result;
        if (type == DType.Float32)
            MemoryMarshal.CreateSpan(ref result.First<float>(), result.Count).Fill((float)value);
        else
            MemoryMarshal.CreateSpan(ref result.First<double>(), result.Count).Fill(value);
        return result;
    }

    internal static Tensor Copied<T>(ReadOnlySpan<T> values, Shape shape, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
        where T : unmanaged
    {
        Tensor result = Allocate(shape, DTypes.Of<T>(operation));
        values.CopyTo(MemoryMarshal.CreateSpan(ref result.First<T>(), values.Length));
        return result;
    }

    private static Tensor Drawn<T>(Random random, ReadOnlySpan<int> shape, string operation, Func<Random, double> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Errors.RequireNotNull(random, operation: operation);
        Shape sizes = Shape.Checked(shape, operation);
        T[] values = RandomDraws.Once(() =>
        {
            T[] drawn = new T[sizes.ElementCount];
            foreach (ref T value in drawn.AsSpan())
                value = T.CreateChecked(draw(random));
            return drawn;
        });
        return Copied<T>(values, sizes, operation);
    }
}

namespace Autograd.Tests;

/// <summary>Makes tensors of either type from doubles, and compares tensors with doubles.</summary>
internal static class Values
{
    /// <summary>A vector of these values.</summary>
    public static Tensor Vector(DType type, params double[] values) => Tensor.From(values).Cast(type);

    /// <summary>A tensor of this shape.</summary>
    public static Tensor Of(DType type, Shape shape, params double[] values) => Tensor.From(values, shape).Cast(type);

    /// <summary>A float64 tensor of the shape with 0, 1, 2, … in reading order.</summary>
    public static Tensor Counting(params int[] shape)
    {
        Shape sizes = Shape.Create(shape);
        return Tensor.From([.. Enumerable.Range(0, sizes.ElementCount).Select(static i => (double)i)], sizes);
    }

    /// <summary>A parameter of the element type.</summary>
    public static Tensor Parameter(DType type, params double[] values) => Tensor.Parameter(Vector(type, values));

    /// <summary>The elements as doubles, whatever the type.</summary>
    public static double[] Doubles(this Tensor x) => x.Detach().Cast(DType.Float64).ToArray<double>();

    /// <summary>The tensor has these elements, in reading order, up to rounding; NaN equals NaN, infinities equal themselves.</summary>
    public static void ShouldHold(this Tensor? actual, params double[] expected) => actual.ShouldHold(expected, because: "");

    /// <summary>The tensor has this shape and these elements.</summary>
    public static void ShouldHold(this Tensor? actual, Shape shape, params double[] expected)
    {
        actual.Should().NotBeNull();
        actual!.Shape.Should().Equal(shape);
        actual.ShouldHold(expected, because: "");
    }

    /// <summary>The same with a reason and, where the numbers demand it, a tolerance of their own.</summary>
    public static void ShouldHold(this Tensor? actual, IReadOnlyList<double> expected, string because, double tolerance = 0)
    {
        actual.Should().NotBeNull(because);
        if (tolerance == 0)
            tolerance = actual!.DType == DType.Float32 ? 2e-6 : 1e-13;
        double[] values = actual!.Doubles();
        bool near = values.Length == expected.Count && values.Zip(expected).All(pair => Near(pair.First, pair.Second, tolerance));
        near.Should().BeTrue("[{0}] is expected {1}, not [{2}]",
            string.Join(", ", expected), because, string.Join(", ", values));
    }

    /// <summary>The tensor has this grid's shape and elements.</summary>
    public static void ShouldBe(this Grid<double> expected, Tensor actual, string because = "")
    {
        actual.Shape.Should().Equal(expected.Shape, because);
        actual.ShouldHold(expected.Values, because);
    }

    /// <summary>The same numbers bit for bit.</summary>
    public static void ShouldBeExactly(this Tensor? actual, Tensor expected)
    {
        actual.Should().NotBeNull();
        actual!.Shape.Should().Equal(expected.Shape);
        actual.DType.Should().Be(expected.DType);
        actual.Doubles().Select(BitConverter.DoubleToInt64Bits).Should().Equal(expected.Doubles().Select(BitConverter.DoubleToInt64Bits));
    }

    private static bool Near(double actual, double expected, double tolerance) =>
        actual.Equals(expected) || Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected));
}

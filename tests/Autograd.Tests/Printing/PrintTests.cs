namespace Autograd.Tests;

/// <summary>Printing against NumPy 1.24's array2string.</summary>
public class PrintTests
{
    private static readonly Dictionary<string, (Func<Tensor> Make, string Text)> Cases = new()
    {
        ["whole numbers"] = (() => Tensor.From([1.0, 2, 3]), "[1. 2. 3.]"),
        ["columns"] = (() => Tensor.From([0.5, -1.25, 100]), "[  0.5   -1.25 100.  ]"),
        ["matrix"] = (() => Tensor.From(new[,] { { 1.5, -2 }, { 10.25, 0.125 } }), "[[ 1.5   -2.   ]\n [10.25   0.125]]"),
        ["single column"] = (() => Tensor.From([1.0, 22], 2, 1), "[[ 1.]\n [22.]]"),
        ["three axes"] = (() => Values.Counting(2, 3, 2),
            "[[[ 0.  1.]\n  [ 2.  3.]\n  [ 4.  5.]]\n\n [[ 6.  7.]\n  [ 8.  9.]\n  [10. 11.]]]"),
        ["four axes"] = (() => Values.Counting(2, 1, 2, 2), "[[[[0. 1.]\n   [2. 3.]]]\n\n\n [[[4. 5.]\n   [6. 7.]]]]"),
        ["not finite"] = (() => Tensor.From([1, double.NaN, double.PositiveInfinity, double.NegativeInfinity]), "[  1.  nan  inf -inf]"),
        ["nothing finite"] = (() => Tensor.From([double.NaN, double.NegativeInfinity]), "[ nan -inf]"),
        ["not finite in columns"] = (() => Tensor.From([double.PositiveInfinity, 1.125, -1000, double.NegativeInfinity], 2, 2),
            "[[      inf     1.125]\n [-1000.         -inf]]"),
        ["large"] = (() => Tensor.From([1e10, 1.5]), "[1.0e+10 1.5e+00]"),
        ["small"] = (() => Tensor.From([1e-5, 1]), "[1.e-05 1.e+00]"),
        ["three digits of power"] = (() => Tensor.From([1e100, -2.5e-7, double.NaN]), "[ 1.0e+100 -2.5e-007       nan]"),
        ["eight digits"] = (() => Tensor.From([1 / 3.0, 2 / 3.0, -1 / 3.0]), "[ 0.33333333  0.66666667 -0.33333333]"),
        ["ties to even"] = (() => Tensor.From([0.001953125, 0.005859375]), "[0.00195312 0.00585938]"),
        ["ties to even in powers"] = (() => Tensor.From([1000000005.0, 1]), "[1.e+09 1.e+00]"),
        ["carry"] = (() => Tensor.From([0.999999999, 2]), "[1. 2.]"),
        ["just below powers"] = (() => Tensor.From([99999999, 1e8 - 0.5]), "[99999999.  99999999.5]"),
        ["negative zero"] = (() => Tensor.From([-0.0, 0]), "[-0.  0.]"),
        ["single precision"] = (() => Tensor.From([0.1f, 0.2f, 1 / 3f]), "[0.1        0.2        0.33333334]"),
        ["single precision in powers"] = (() => Tensor.From([1e-6f, 3.4e38f]), "[1.0e-06 3.4e+38]"),
        ["single precision fills with exact digits"] = (() => Tensor.From([46.68648f, 3.2870758e-5f]), "[4.6686481e+01 3.2870757e-05]"),
        ["single precision carries"] = (() => Tensor.From([0.01f, 1000f]), "[1.e-02 1.e+03]"),
        ["single precision at the range's end"] = (() => Tensor.From([10f, 0.01f]), "[10.    0.01]"),
        ["large whole numbers in single precision"] = (() => Tensor.From([37437036f, -38936832f]), "[ 37437036. -38936832.]"),
        ["wrapped"] = (() => Values.Counting(30) / 4,
            "[0.   0.25 0.5  0.75 1.   1.25 1.5  1.75 2.   2.25 2.5  2.75 3.   3.25\n"
            + " 3.5  3.75 4.   4.25 4.5  4.75 5.   5.25 5.5  5.75 6.   6.25 6.5  6.75\n 7.   7.25]"),
        ["wrapped matrix"] = (() => Values.Counting(2, 12) * 1.23456789,
            "[[ 0.          1.23456789  2.46913578  3.70370367  4.93827156  6.17283945\n"
            + "   7.40740734  8.64197523  9.87654312 11.11111101 12.3456789  13.58024679]\n"
            + " [14.81481468 16.04938257 17.28395046 18.51851835 19.75308624 20.98765413\n"
            + "  22.22222202 23.45678991 24.6913578  25.92592569 27.16049358 28.39506147]]"),
        ["scalar"] = (() => Tensor.From(-0.1), "-0.1"),
        ["whole scalar"] = (() => Tensor.From(3f), "3.0"),
        ["small scalar"] = (() => Tensor.From(1e-20), "1e-20"),
        ["power of ten"] = (() => Tensor.From(1e16), "1e+16"),
        ["just below it"] = (() => Tensor.From(1234567890123456.0), "1234567890123456.0"),
        ["small and plain"] = (() => Tensor.From(0.0001f), "0.0001"),
        ["no number"] = (() => Tensor.From(double.NaN), "nan"),
        ["flipped"] = (() => Values.Counting(2, 3).Flip(1)[..1], "[[2. 1. 0.]]"),
        ["one number throughout"] = (() => Tensor.From(2.5).BroadcastTo(2, 2), "[[2.5 2.5]\n [2.5 2.5]]"),
        ["empty"] = (() => Tensor.Zeros<float>(0), "[]"),
        ["empty matrix"] = (() => Tensor.Zeros<double>(2, 0), "[]"),
        ["a view"] = (() => Values.Counting(2, 3).Transpose(), "[[0. 3.]\n [1. 4.]\n [2. 5.]]"),
        ["a thousand"] = (() => Tensor.Zeros<double>(1000)[..3], "[0. 0. 0.]"),
        ["long"] = (() => Values.Counting(2000),
            "[0.000e+00 1.000e+00 2.000e+00 ... 1.997e+03 1.998e+03 1.999e+03], shape=[2000], dtype=Float64"),
        ["long both ways"] = (() => Values.Counting(40, 60),
            "[[0.000e+00 1.000e+00 2.000e+00 ... 5.700e+01 5.800e+01 5.900e+01]\n"
            + " [6.000e+01 6.100e+01 6.200e+01 ... 1.170e+02 1.180e+02 1.190e+02]\n"
            + " [1.200e+02 1.210e+02 1.220e+02 ... 1.770e+02 1.780e+02 1.790e+02]\n ...\n"
            + " [2.220e+03 2.221e+03 2.222e+03 ... 2.277e+03 2.278e+03 2.279e+03]\n"
            + " [2.280e+03 2.281e+03 2.282e+03 ... 2.337e+03 2.338e+03 2.339e+03]\n"
            + " [2.340e+03 2.341e+03 2.342e+03 ... 2.397e+03 2.398e+03 2.399e+03]], shape=[40, 60], dtype=Float64"),
        ["long in the middle"] = (() => Values.Counting(2, 300, 2),
            "[[[0.000e+00 1.000e+00]\n  [2.000e+00 3.000e+00]\n  [4.000e+00 5.000e+00]\n  ...\n"
            + "  [5.940e+02 5.950e+02]\n  [5.960e+02 5.970e+02]\n  [5.980e+02 5.990e+02]]\n\n"
            + " [[6.000e+02 6.010e+02]\n  [6.020e+02 6.030e+02]\n  [6.040e+02 6.050e+02]\n  ...\n"
            + "  [1.194e+03 1.195e+03]\n  [1.196e+03 1.197e+03]\n  [1.198e+03 1.199e+03]]], shape=[2, 300, 2], dtype=Float64"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void PrintsAsNumPyDoes(string name)
    {
        (Func<Tensor> make, string text) = Cases[name];
        make().ToString().Should().Be(text);
    }

    [Fact]
    public void AThousandElementsAreShownInFull() =>
        Tensor.Zeros<float>(1000).ToString().Should().NotContain("...").And.NotContain("shape").And.StartWith("[0. 0.");

    [Fact]
    public void PrintingRecordsNothingAndChangesNothing()
    {
        Tensor x = Tensor.Parameter(Values.Counting(1200));
        Tensor y = x * 2;
        string first = y.ToString();
        y.ToString().Should().Be(first);
        y.Sum().Backward();
        x.Grad!.ToArray<double>().Should().AllBeEquivalentTo(2.0);
    }
}

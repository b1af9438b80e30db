namespace Autograd.Tests;

/// <summary>Results do not depend on where in a tensor an element or a row stands.</summary>
public class PositionTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Elementwise = new()
    {
        ["Sigmoid"] = static x => x.Sigmoid(),
        ["Exp"] = static x => x.Exp(),
        ["Log"] = static x => x.Abs().Log(),
        ["Tanh"] = static x => x.Tanh(),
        ["Sin"] = static x => x.Sin(),
        ["Gelu"] = static x => x.Gelu(),
        ["Softplus"] = static x => x.Softplus(),
        ["LogGamma"] = static x => x.LogGamma(),
        ["Sqrt"] = static x => x.Abs().Sqrt(),
        ["Pow"] = static x => x.Abs().Pow(1.7),
        ["Divide"] = static x => 1 / x,
        ["Atan2"] = static x => x.Atan2(x + 1),
        ["gradient of Silu"] = static x => Derivatives.Of(static x => x.Silu(), x),
        ["gradient of Tan"] = static x => Derivatives.Of(static x => x.Tan(), x),
    };

    public static TheoryData<string, DType> Functions()
    {
        TheoryData<string, DType> data = [];
        foreach (string name in Elementwise.Keys)
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(name, type);
        return data;
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void AnElementComesOutTheSameAnywhere(string name, DType type)
    {
        Func<Tensor, Tensor> f = Elementwise[name];
        Tensor x = Tensor.Normal<double>(new Random(11), 70).Cast(type) * 3;
        Tensor alone = Tensor.Concat([.. Enumerable.Range(0, 70).Select(i => f(x.Slice(0, i, i + 1)))]);
        for (int count = 1; count <= 70; count++)
        {
            f(x[..count]).ShouldBeExactly(alone[..count]);
            f(x[(70 - count)..]).ShouldBeExactly(alone[(70 - count)..]);
        }

        f(x.Reshape(7, 10).Transpose()).ShouldBeExactly(alone.Reshape(7, 10).Transpose());
        f(x.Flip()).ShouldBeExactly(alone.Flip());
        f(x[At.Step(.., 3)]).ShouldBeExactly(alone[At.Step(.., 3)]);
    }

    private static readonly Dictionary<string, Func<Tensor, Tensor>> OfRows = new()
    {
        ["Sum"] = static x => x.Sum(-1),
        ["Mean"] = static x => x.Mean(-1),
        ["Prod"] = static x => x.Prod(-1),
        ["LogSumExp"] = static x => x.LogSumExp(-1),
        ["Norm"] = static x => x.Norm(2, -1),
        ["Variance"] = static x => x.Variance(-1),
        ["Softmax"] = static x => x.Softmax(),
        ["LayerNorm"] = static x => x.LayerNorm(),
        ["CumulativeSum"] = static x => x.CumulativeSum(-1),
    };

    public static TheoryData<string, DType> RowFunctions()
    {
        TheoryData<string, DType> data = [];
        foreach (string name in OfRows.Keys)
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(name, type);
        return data;
    }

    [Theory]
    [MemberData(nameof(RowFunctions))]
    public void ARowComesOutTheSameAnywhere(string name, DType type)
    {
        Func<Tensor, Tensor> f = OfRows[name];
        foreach (int size in (int[])[2, 3, 7, 16, 31, 64, 100, 257, 1000])
        {
            Tensor row = Tensor.Normal<double>(new Random(size), size).Cast(type), alone = f(row.Reshape(1, size))[0];
            Tensor rows = row.BroadcastTo(9, size).Contiguous();
            foreach (Tensor many in (Tensor[])[rows, Tensor.Concat([rows * 2, rows], 0)[9..], rows.Reshape(3, 3, size).Transpose(0, 1).Reshape(9, size)])
                for (int i = 0; i < 9; i++)
                    f(many)[i].ShouldBeExactly(alone);
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void AColumnComesOutTheSameAnywhere(DType type)
    {
        foreach (int size in (int[])[3, 16, 31, 100, 1000])
            foreach (int columns in (int[])[1, 5, 33])
            {
                Tensor column = Tensor.Normal<double>(new Random(size), size, 1).Cast(type);
                Tensor sums = column.BroadcastTo(size, columns).Contiguous().Sum(0);
                foreach (Tensor sum in sums.Split(1, 0))
                    sum.ShouldBeExactly(sums[..1]);
            }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ARowAndAColumnOfAProductComeOutTheSameAnywhere(DType type)
    {
        foreach ((int m, int k, int n) in ((int, int, int)[])[(5, 7, 3), (37, 64, 33), (70, 300, 130), (3, 1000, 9)])
        {
            Tensor row = Tensor.Normal<double>(new Random(k), 1, k).Cast(type), column = Tensor.Normal<double>(new Random(n), k, 1).Cast(type);
            Tensor product = row.BroadcastTo(m, k).MatMul(column.BroadcastTo(k, n));
            product.ShouldBeExactly(product[0, 0].BroadcastTo(m, n));
        }
    }
}

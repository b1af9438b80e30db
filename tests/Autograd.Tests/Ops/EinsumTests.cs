namespace Autograd.Tests.Ops;

/// <summary>Equations against what NumPy 1.24 answers, and refusals where it refuses.</summary>
public sealed class EinsumTests
{
    private static readonly Tensor A = Tensor.Arange(0.0, 6, 1).Reshape(2, 3), B = Tensor.Arange(-5.0, 7, 1).Reshape(3, 4), C = Tensor.Arange(0.0, 8, 1).Reshape(2, 2, 2);
    private static readonly Tensor Line = Tensor.Arange(0.0, 3, 1);

    public static TheoryData<string, Tensor[], int[], double[]> Answers => new()
    {
        { "ij,jk", [A, B], [2, 4], [5, 8, 11, 14, -4, 8, 20, 32] },
        { "kj,ji", [B.Transpose(), A.Transpose()], [2, 4], [5, 8, 11, 14, -4, 8, 20, 32] },
        { "bA", [A], [3, 2], [0, 3, 1, 4, 2, 5] },
        { "...i,i", [C, Tensor.From([1.0, -2])], [2, 2], [-2, -4, -6, -8] },
        { "ii...->...i", [C], [2, 2], [0, 6, 1, 7] },
        { "i...,j...->...ij", [A, A], [3, 2, 2], [0, 0, 0, 9, 1, 4, 4, 16, 4, 10, 10, 25] },
        { "i,i", [Tensor.From([2.0]), Line], [], [6] },
        { "ij,jk", [Tensor.From([1.0, 2], 2, 1), B], [2, 4], [-3, 0, 3, 6, -6, 0, 6, 12] },
        { "iji->j", [C], [2], [5, 9] },
        { "...,...", [A, Line], [2, 3], [0, 1, 4, 0, 4, 10] },
        { "ij->ij...", [A], [2, 3], [0, 1, 2, 3, 4, 5] },
        { "->", [Tensor.From(5.0)], [], [5] },
        { "", [Tensor.From(5.0)], [], [5] },
        { ",i->i", [Tensor.From(2.0), Line], [3], [0, 2, 4] },
        { " i j , j k -> k i ", [A, B], [4, 2], [5, -4, 8, 8, 11, 20, 14, 32] },
        { "abc,cde,efa->bdf", [C, C, C], [2, 2, 2], [185, 301, 301, 497, 301, 497, 497, 837] },
        { "i->...i", [Line], [3], [0, 1, 2] },
        { "i,i->", [Tensor.Zeros<double>(0), Tensor.Zeros<double>(0)], [], [0] },
    };

    [Theory, MemberData(nameof(Answers))]
    public void Answers_as_numpy_does(string equation, Tensor[] operands, int[] shape, double[] values)
    {
        Tensor result = Tensor.Einsum(equation, operands);
        result.Shape.ToArray().Should().Equal(shape);
        result.ToArray<double>().Should().Equal(values);
        Tensor.Einsum(equation, [.. operands.Select(operand => operand.Cast(DType.Float32))]).ToArray<float>().Should().Equal(values.Select(value => (float)value));
    }

    [Theory]
    [InlineData("ij->ii", "names 'i' twice")]
    [InlineData("ij->k", "names 'k', which no operand has")]
    [InlineData("ijk", "names 3 axes, but operand 0 is [2, 3]")]
    [InlineData("i", "let ... stand for the rest")]
    [InlineData("ii", "'i' names axes of sizes 2 and 3")]
    [InlineData("i,j", "names 2 operands, against 1 given")]
    [InlineData("..i", "'.' in \"..i\" names no axis")]
    [InlineData("...i...", "at most once")]
    [InlineData("i1", "'1' in \"i1\"")]
    [InlineData("i-j", "'-' in \"i-j\"")]
    [InlineData("ij->i->j", "more than one ->")]
    [InlineData("...->", "leaves out the axes that ...")]
    [InlineData("...j->j", "leaves out the axes that ...")]
    public void Refuses_what_is_no_equation_for_the_operand(string equation, string says) =>
        FluentActions.Invoking(() => Tensor.Einsum(equation, A)).Should().Throw<ArgumentException>().WithMessage($"Einsum: *{says}*")
            .Which.Should().BeAssignableTo<IAutogradError>();

    [Fact]
    public void Refuses_operands_that_do_not_go_together()
    {
        FluentActions.Invoking(() => Tensor.Einsum("ij,jk", A, A)).Should().Throw<ArgumentException>().WithMessage("*'j' has size 3 and size 2*");
        FluentActions.Invoking(() => Tensor.Einsum("...,...", A, B)).Should().Throw<ArgumentException>().WithMessage("*... has size*");
        FluentActions.Invoking(() => Tensor.Einsum("i,i", Line, Line.Cast(DType.Float32))).Should().Throw<ArgumentException>().WithMessage("*element types differ*");
        FluentActions.Invoking(() => Tensor.Einsum("i")).Should().Throw<ArgumentException>().WithMessage("*names 1 operand, against 0 given*");
    }

    [Fact]
    public void A_long_chain_is_contracted_from_its_cheap_end()
    {
        Tensor matrix = Tensor.Normal<double>(new Random(1), 30, 30), vector = Tensor.Normal<double>(new Random(2), 30);
        Tensor expected = matrix.MatMul(matrix.MatMul(matrix.MatMul(vector)));
        Tensor found = Tensor.Einsum("ab,bc,cd,d->a", matrix, matrix, matrix, vector);
        (found - expected).Abs().Max().ToDouble().Should().BeLessThan(1e-10);
    }

    [Fact]
    public void Works_where_broadcasting_must_be_asked_for()
    {
        using Scope _ = Tape.StrictBroadcast();
        Tensor.Einsum("i,j->ij", Line, Line).ToArray<double>().Should().Equal(0, 0, 0, 0, 1, 2, 0, 2, 4);
    }
}

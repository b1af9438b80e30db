using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Optimization;

namespace Autograd.Tests;

/// <summary>What a user reads who calls the public surface wrongly: operation, problem with names and shapes, remedy.</summary>
public partial class ErrorTests
{
    private static readonly Tensor Matrix = Tensor.Ones<double>(3, 4).Named("m");
    private static readonly Tensor Vector = Tensor.Ones<double>(5).Named("v");
    private static readonly Tensor Single = Tensor.Ones<float>(3, 4);
    private static readonly Tensor Scalar = Tensor.From(1.0);
    private static readonly Tensor Empty = Tensor.Zeros<double>(0, 4).Named("empty");

    private static readonly BadCalls All = Every();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void BadCallIsRefused(string name)
    {
        (Type kind, string operation, string shapes, string[] says, Action act) = All[name];
        Exception thrown = act.Should().Throw<Exception>().Which;

        thrown.Should().BeAssignableTo(kind, thrown.ToString());
        (thrown is ArgumentOutOfRangeException).Should().Be(kind == typeof(ArgumentOutOfRangeException), thrown.Message);
        IAutogradError error = thrown.Should().BeAssignableTo<IAutogradError>(thrown.ToString()).Which;
        error.Operation.Should().Be(operation, thrown.Message);
        string.Join(' ', error.Shapes).Should().Be(shapes, thrown.Message);
        thrown.Message.Should().MatchRegex($"^{Regex.Escape(operation)}: [^;]+; [^;]+[.?]$");
        thrown.Message.Should().Contain($"; {error.Remedy}");
        foreach (string part in says)
            thrown.Message.Should().Contain(part);
        thrown.Message.Should().NotContainAny("!", "invalid", "must not", "cannot be null", "System.", "Single ", "−1");
    }

    /// <summary>Each operation with an argument that can be wrong is called wrongly above, or says here why not.</summary>
    [Fact]
    public void EveryOperationIsTried()
    {
        string[] neverWrong = ["Parameter", "Named", "LeakyRelu", "Elu", "Gelu", "Backward"];
        HashSet<string> tried = [.. All.Values.Select(static call => call.Operation), .. neverWrong];
        IEnumerable<string> operations = new[] { typeof(Tensor), typeof(Differentiate), typeof(Gradients) }
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static method => !method.IsSpecialName && method.GetParameters().Any(static parameter => parameter.ParameterType != typeof(bool)))
            .Select(static method => method.Name).Distinct();
        operations.Except(tried).Where(static name => name is not "WithGradient").Should().BeEmpty();
    }

    /// <summary>A step that is refused changes no parameter, and so for the rest: what refuses, refuses first.</summary>
    [Fact]
    public void NothingIsChangedBeforeItIsRefused()
    {
        Tensor w = Weight(), other = Tensor.Parameter(Tensor.From(1.0));
        w.Square().Sum().Backward();
        double[] gradient = w.Grad!.ToArray<double>(), values = w.ToArray<double>();

        Record.Exception(() => w.Assign(Matrix)).Should().NotBeNull();
        Record.Exception(() => new[] { w, w }.ClipGradNorm(1e-3)).Should().NotBeNull();
        Record.Exception(() => w.Backward(Matrix)).Should().NotBeNull();
        Record.Exception(() => Tensor.Concat([w, other])).Should().NotBeNull();

        w.ToArray<double>().Should().Equal(values);
        w.Grad!.ToArray<double>().Should().Equal(gradient);
    }

    private static BadCalls Every()
    {
        BadCalls all = [];
        AddTensors(all);
        AddOptimisers(all);
        AddElementwise(all);
        AddReductions(all);
        AddLayout(all);
        AddLinear(all);
        AddDifferentiate(all);
        return all;
    }

    private static Tensor Weight() => Tensor.Parameter(Tensor.Ones<double>(2, 2), "w");
}

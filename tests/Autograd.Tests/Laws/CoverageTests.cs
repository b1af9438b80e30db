using System.Reflection;

namespace Autograd.Tests.Laws;

/// <summary>An operation without a specimen is an operation whose laws nobody tried.</summary>
public sealed class CoverageTests
{
    /// <summary>What returns tensors but computes nothing from them that could be differentiated, and why.</summary>
    internal static readonly Dictionary<string, string> NotOperations = new()
    {
        ["From"] = "creation", ["Zeros"] = "creation", ["Ones"] = "creation", ["Full"] = "creation", ["Eye"] = "creation",
        ["Arange"] = "creation", ["Linspace"] = "creation", ["Normal"] = "creation", ["Uniform"] = "creation",
        ["Parameter"] = "makes a leaf", ["Named"] = "returns the tensor itself", ["RetainGrad"] = "returns the tensor itself",
        ["Detach"] = "cuts the tape on purpose", ["Grad"] = "reads what Backward left",
        ["Greater"] = "mask: no gradient", ["Less"] = "mask: no gradient", ["GreaterOrEqual"] = "mask: no gradient",
        ["LessOrEqual"] = "mask: no gradient", ["EqualTo"] = "mask: no gradient", ["NotEqualTo"] = "mask: no gradient",
        ["IsNaN"] = "mask: no gradient", ["IsFinite"] = "mask: no gradient", ["Any"] = "mask: no gradient", ["All"] = "mask: no gradient",
    };

    [Fact]
    public void Every_operation_has_a_specimen()
    {
        HashSet<string> tried = [.. Specimens.All.Select(specimen => specimen.Operation)];
        Operations().Except(tried).Except(NotOperations.Keys).Should().BeEmpty("every operation needs a specimen in the laws");
    }

    [Fact]
    public void Every_specimen_is_of_an_operation() =>
        Specimens.All.Select(specimen => specimen.Operation).Except(Operations()).Should().BeEmpty();

    [Fact]
    public void Every_specimen_has_its_own_name() =>
        Specimens.All.Select(specimen => specimen.ToString()).Should().OnlyHaveUniqueItems();

    internal static IEnumerable<string> Operations() => typeof(Tensor)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => new[] { typeof(Tensor), typeof(Tensor[]), typeof(Sorted), typeof(Eigendecomposition), typeof(SingularValueDecomposition) }.Contains(method.ReturnType))
        .Select(method => method.Name.Replace("get_", ""))
        .Distinct();
}

namespace Autograd.Tests;

/// <summary>Bad input, and how the library must refuse it.</summary>
/// <param name="Operation">The operation that the error names.</param>
/// <param name="Shapes">Shapes that the message names, printed.</param>
/// <param name="Act">What is tried.</param>
internal sealed record Refusal(string Operation, string[] Shapes, Action Act)
{
    /// <summary>Fails unless trying throws such an exception, with everything that errors must tell.</summary>
    public void Verify<E>() where E : Exception => Thrown<E>(Operation, Shapes, Act);

    /// <summary>The exception thrown, with everything that errors must tell.</summary>
    public static IAutogradError Thrown<E>(string operation, string[] shapes, Action act) where E : Exception
    {
        Exception thrown = act.Should().Throw<E>().Which;
        IAutogradError error = thrown.Should().BeAssignableTo<IAutogradError>().Subject;
        error.Operation.Should().Be(operation);
        error.Remedy.Should().NotBeNullOrWhiteSpace();
        thrown.Message.Should().Contain(operation).And.Contain(error.Remedy);
        foreach (string shape in shapes)
            thrown.Message.Should().Contain(shape);
        return error;
    }
}

/// <summary>Refusals by name, to be run one by one.</summary>
internal sealed class Refusals : Dictionary<string, Refusal>
{
    public void Add(string name, string operation, string[] shapes, Action act) => Add(name, new(operation, shapes, act));

    /// <summary>The names, as a theory takes them.</summary>
    public TheoryData<string> Names => [.. Keys];
}

namespace Autograd.Tests;

/// <summary>A call that the library must refuse, and what the error has to tell.</summary>
/// <param name="Kind">The framework's kind of exception.</param>
/// <param name="Operation">What the user called.</param>
/// <param name="Shapes">The shapes that took part, in order, as they print one after the other.</param>
/// <param name="Says">What the message contains besides, such as tensors' names.</param>
/// <param name="Act">The call.</param>
internal sealed record BadCall(Type Kind, string Operation, string Shapes, string[] Says, Action Act);

/// <summary>Bad calls by name.</summary>
internal sealed class BadCalls : Dictionary<string, BadCall>
{
    public void Argument(string operation, string shapes, string[] says, Action act) => Add(typeof(ArgumentException), operation, shapes, says, act);

    public void Range(string operation, string shapes, string[] says, Action act) => Add(typeof(ArgumentOutOfRangeException), operation, shapes, says, act);

    public void State(string operation, string shapes, string[] says, Action act) => Add(typeof(InvalidOperationException), operation, shapes, says, act);

    public void Disposed(string operation, string shapes, string[] says, Action act) => Add(typeof(ObjectDisposedException), operation, shapes, says, act);

    public void Memory(string operation, string shapes, string[] says, Action act) => Add(typeof(OutOfMemoryException), operation, shapes, says, act);

    private void Add(Type kind, string operation, string shapes, string[] says, Action act)
    {
        int number = 1;
        while (!TryAdd(number == 1 ? operation : $"{operation}, {number}", new(kind, operation, shapes, says, act)))
            number++;
    }
}

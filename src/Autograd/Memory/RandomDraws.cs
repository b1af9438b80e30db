namespace Autograd;

/// <summary>
/// What was drawn from random numbers while a function was evaluated, so that evaluating it again repeats it. A function inside
/// another notes its draws in both.
/// </summary>
internal sealed class RandomDraws
{
    private readonly RandomDraws? outer = Ambient.Current.Draws;
    private readonly List<object> drawn;
    private int next = -1;                           // the draw to repeat; −1 while noting

    public RandomDraws() => drawn = [];

    private RandomDraws(List<object> drawn) => (this.drawn, next) = (drawn, 0);

    /// <summary>The same draws, to be repeated from the first.</summary>
    public RandomDraws Repeated() => new(drawn);

    /// <summary>Draws, unless this draw is to be repeated.</summary>
    public static T Once<T>(Func<T> draw) where T : notnull => Ambient.Current.Draws is { } draws ? draws.Take(draw) : draw();

    private T Take<T>(Func<T> draw) where T : notnull
    {
        // Draws beyond those noted, or of another kind, come from a function that takes another way: Checkpoint notices.
        if (next >= 0)
            return next < drawn.Count && drawn[next++] is T repeated ? repeated : draw();
        T value = outer is null ? draw() : outer.Take(draw);
        drawn.Add(value);
        return value;
    }
}

namespace Autograd;

/// <summary>A place in a program's source, as the symbols beside its assembly tell it.</summary>
/// <param name="Member">The method, with its type: <c>Program.Main</c>.</param>
/// <param name="File">The path of the file; null where there are no symbols, as in code compiled ahead of time.</param>
/// <param name="Line">The line on which the statement begins; 0 where there are no symbols.</param>
public sealed record SourceLine(string Member, string? File, int Line)
{
    /// <summary>Prints as a stack trace does: <c>Program.Main in /src/Program.cs:line 12</c>.</summary>
    public override string ToString() => File is null ? Member : $"{Member} in {File}:line {Line}";
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Autograd;

/// <summary>
/// Finds the line of a user's code that called into the library. A stack is cheap to walk, its lines dear to look up: each
/// is looked up once.
/// </summary>
internal sealed class SourceLines
{
    private static readonly string Own = typeof(SourceLines).Assembly.GetName().Name!;
    private readonly ConcurrentDictionary<(object Method, int Offset), SourceLine> known = new();

    /// <summary>The user's line; null where no method on the stack has a name.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method only tells overloads apart; its name does where it is trimmed.")]
    public SourceLine? Find()
    {
        StackFrame[] frames = new StackTrace(fNeedFileInfo: false).GetFrames();
        for (int i = 0; i < frames.Length; i++)
        {
            if (DiagnosticMethodInfo.Create(frames[i]) is not { } method || !IsUsers(method.DeclaringAssemblyName))
                continue;
            (object, int) key = (frames[i].GetMethod() ?? (object)(method.DeclaringTypeName, method.Name), frames[i].GetILOffset());
            if (!known.TryGetValue(key, out SourceLine? line))
            {
                StackFrame? frame = new StackTrace(fNeedFileInfo: true).GetFrame(i);
                string? file = frame?.GetFileName();
                known[key] = line = new(Member(method), file, file is null ? 0 : frame!.GetFileLineNumber());
            }

            return line;
        }

        return null;
    }

    /// <summary>Neither this library's, nor the framework's between it and the user: LINQ, tasks.</summary>
    private static bool IsUsers(string assembly)
    {
        ReadOnlySpan<char> name = assembly.AsSpan();
        int end = name.IndexOf(',');
        name = end < 0 ? name : name[..end];
        return !name.SequenceEqual(Own) && !name.StartsWith("System.", StringComparison.Ordinal);
    }

    /// <summary>Type and method as they were written: the compiler's names of lambdas, iterators and asynchronous code hold theirs in brackets.</summary>
    private static string Member(DiagnosticMethodInfo method)
    {
        string[] types = (method.DeclaringTypeName ?? "").Split('+');
        string? written = types.Append(method.Name).Reverse().Select(Bracketed).FirstOrDefault(static name => name.Length > 0);
        string type = Array.FindLast(types, static name => !name.StartsWith('<')) ?? "";
        return $"{type[(type.LastIndexOf('.') + 1)..]}.{written ?? method.Name}";
    }

    private static string Bracketed(string name) =>
        name.StartsWith('<') ? name.TrimStart('<').Split('>')[0] : "";
}

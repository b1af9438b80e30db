using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autograd.PackageTests;

/// <summary>
/// A C# example of a Markdown text: a program of its own, for which <c>using Autograd;</c> is given, or a whole file of the
/// sources, which its first line names: <c>// src/Autograd/Ops/….cs</c>.
/// </summary>
internal sealed record Snippet(string File, int Line, string Code)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Autograd;
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The file that it shows, if it shows one.</summary>
    public string? Source { get; } = Code.Split('\n')[0] is ['/', '/', ' ', .. string path] && path.EndsWith(".cs") && !path.Contains(' ') ? path : null;

    /// <summary>The code without the name of its file.</summary>
    public string Text => (Source is null ? Code : Code[Code.IndexOf('\n')..]).Trim();

    /// <summary>The fenced blocks that are marked <c>csharp</c>, with the line that each begins on.</summary>
    public static IEnumerable<Snippet> In(string file, string markdown)
    {
        string[] lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            // A fence inside a list is indented, and so is what it holds, which C# does not mind.
            string fence = lines[i].Trim();
            if (!fence.StartsWith("```"))
                continue;
            int first = i + 1;
            for (i = first; i < lines.Length && lines[i].Trim() != "```"; i++)
            {
            }

            if (i == lines.Length)
                throw new FormatException($"{file}({first}): the fence is never closed");
            if (fence[3..].Trim() is "csharp" or "cs" or "c#" or "C#")
                yield return new(file, first + 1, string.Join('\n', lines[first..i]));
        }
    }

    /// <summary>Compiles and runs it, and returns what it printed.</summary>
    public async Task<string> Run()
    {
        MethodInfo entry = Compile().EntryPoint!;
        TextWriter console = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            // In a flow of its own: a mode or scope that it leaves open must not reach the next.
            object? result = await Task.Run(() => entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null,
                entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()], null));
            if (result is int code and not 0)
                throw new InvalidOperationException($"{File}({Line}): the program ended with {code}");
            return output.ToString();
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    private Assembly Compile()
    {
        CSharpParseOptions options = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Snippet{Line}",
            [CSharpSyntaxTree.ParseText(Usings, options), CSharpSyntaxTree.ParseText($"#line {Line} \"{File}\"\n{Code}", options)],
            References,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        string[] errors = [.. compilation.Emit(image).Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.ToString())];
        return errors.Length == 0 ? Assembly.Load(image.ToArray()) : throw new FormatException(string.Join('\n', errors));
    }
}

namespace Autograd.PackageTests;

public sealed class ReadmeTests
{
    /// <summary>Of the README and of the pages beside it.</summary>
    private static readonly Snippet[] Snippets = [.. Directory.GetFiles(Repository.At("docs"), "*.md").Prepend(Repository.At("README.md"))
        .SelectMany(path => Snippet.In(Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)))];

    public static TheoryData<string, int> Places => [.. Snippets.Select(snippet => (snippet.File, snippet.Line))];

    [Fact]
    public void HasSnippets() => Snippets.Should().Contain(snippet => snippet.File == "README.md", "the README shows the library in C#");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Places))]
    public async Task EverySnippetIsTrue(string file, int line)
    {
        Snippet snippet = Snippets.Single(snippet => snippet.File == file && snippet.Line == line);
        if (snippet.Source is null)
            await snippet.Run();
        else
            // Compiled and tested where it stands.
            File.ReadAllText(Repository.At(snippet.Source)).ReplaceLineEndings("\n").Trim().Should().Be(snippet.Text);
    }

    [Fact]
    public void ASnippetMayShowAFileOfTheSources()
    {
        Snippet snippet = Snippet.In("Text.md", "```csharp\n// src/Autograd/Ops/One.cs\nnamespace Autograd;\n\nclass One;\n```\n").Single();
        snippet.Source.Should().Be("src/Autograd/Ops/One.cs");
        snippet.Text.Should().Be("namespace Autograd;\n\nclass One;");
    }

    [Fact]
    public async Task ASnippetIsAProgramOfItsOwn()
    {
        const string Text = """
            # Title
            ```sh
            dotnet build
            ```
            1. In a list:
               ```csharp
               using System.Globalization;
               Tensor x = Tensor.Parameter(Tensor.From(3.0));
               Half(x * x).Backward();
               Console.Write(x.Grad!.ToDouble().ToString(CultureInfo.InvariantCulture));
               await Task.Yield();

               static Tensor Half(Tensor x) => x * Halves.Value;

               internal static class Halves { public const double Value = 0.5; }
               ```
            """;
        Snippet snippet = Snippet.In("Text.md", Text).Should().ContainSingle().Subject;
        snippet.Line.Should().Be(7);
        (await snippet.Run()).Should().Be("3");
    }

    [Fact]
    public async Task AFaultIsToldWithItsLine()
    {
        Snippet broken = Snippet.In("Text.md", "Text.\n\n```csharp\nint a = 1;\nint b = a.Missing;\n```\n").Single();
        (await broken.Awaiting(snippet => snippet.Run()).Should().ThrowAsync<FormatException>()).WithMessage("Text.md(5,11): error CS1061*");

        Snippet throwing = Snippet.In("Text.md", "```csharp\nTensor.From(1.0).Backward();\n```\n").Single();
        await throwing.Awaiting(snippet => snippet.Run()).Should().ThrowAsync<InvalidOperationException>();
    }
}

namespace Autograd.PackageTests;

public sealed class ReadmeTests
{
    private static readonly Snippet[] Snippets = [.. Snippet.In("README.md", File.ReadAllText(Repository.At("README.md")))];

    public static TheoryData<int> Lines => [.. Snippets.Select(snippet => snippet.Line)];

    [Fact]
    public void HasSnippets() => Snippets.Should().NotBeEmpty("the README shows the library in C#");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Lines))]
    public async Task EverySnippetIsTrue(int line)
    {
        Snippet snippet = Snippets.Single(snippet => snippet.Line == line);
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

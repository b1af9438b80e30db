using System.Text.RegularExpressions;

namespace Autograd.Tests;

/// <summary>Every exception of the library is made in one place, and bears the interface.</summary>
public partial class ErrorSourceTests
{
    [Fact]
    public void EveryExceptionTypeBearsTheInterface() =>
        typeof(Tensor).Assembly.GetTypes().Where(static type => type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(IAutogradError)))
            .Should().BeEmpty();

    [Fact]
    public void NoExceptionOfTheFrameworkIsThrownBare()
    {
        string source = Source();
        string[] files = [.. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
        files.Should().HaveCountGreaterThan(200);
        IEnumerable<string> bare = files.Where(static file => Path.GetFileName(file) != "Errors.cs")
            .SelectMany(file => Bare().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetRelativePath(source, file)}: {match.Value}"));
        bare.Should().BeEmpty("exceptions are made by Errors");
    }

    // What cannot be reached may say so; the report of a failed check has its own exception, which bears the interface.
    [GeneratedRegex(@"new (?!(System\.Diagnostics\.)?UnreachableException|GradientCheckException)[\w.]*Exception\(|Exception\.ThrowIf\w+")]
    private static partial Regex Bare();

    private static string Source()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Autograd.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "src", "Autograd");
    }
}

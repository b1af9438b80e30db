using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>Pictures as files: the format is the extension's, and a file is there whole or not at all.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-save-").FullName;
    private readonly Recorded tape = Recorded.Of(Examples.Product());

    [Fact]
    public void TheExtensionNamesTheFormat()
    {
        PictureOptions options = new() { Title = "f", Digits = 3 };
        foreach ((string extension, string text) in new[]
        {
            ("svg", tape.ToSvg(options)), ("html", tape.ToHtml(options)), ("HTM", tape.ToHtml(options)), ("dot", tape.ToDot(options)), ("gv", tape.ToDot(options)),
            ("mmd", tape.ToMermaid(options)), ("mermaid", tape.ToMermaid(options)), ("txt", tape.ToString()),
        })
        {
            tape.Save(At($"picture.{extension}"), options);
            File.ReadAllText(At($"picture.{extension}")).Should().Be(text);
        }
    }

    [Fact]
    public void AnOlderFileIsReplacedAndNothingElseIsLeft()
    {
        File.WriteAllText(At("f.svg"), "older");
        tape.Save(At("f.svg"));
        File.ReadAllText(At("f.svg")).Should().StartWith("<svg");
        Directory.GetFiles(folder).Should().ContainSingle();
    }

    [Theory]
    [InlineData("missing/f.svg")]
    [InlineData("taken.svg")]
    [InlineData("no\0path.svg")]
    public void AFileThatCannotBeWrittenIsToldAndLeavesNothing(string name)
    {
        Directory.CreateDirectory(At("taken.svg"));
        Exception error = new Action(() => tape.Save(At(name))).Should().Throw<IOException>().Which;
        error.Should().BeAssignableTo<IAutogradError>();
        error.Message.Should().StartWith("Save: '").And.Contain("cannot be written").And.EndWith("give a path in a folder that exists and may be written to.");
        error.InnerException.Should().NotBeNull();
        Directory.GetFileSystemEntries(folder).Should().Equal(At("taken.svg"));
    }

    [Theory]
    [InlineData("f.png")]
    [InlineData("f")]
    [InlineData("")]
    public void OtherExtensionsAreRefused(string name) =>
        new Action(() => tape.Save(name)).Should().Throw<ArgumentException>().Which.Should().BeAssignableTo<IAutogradError>()
            .Which.Remedy.Should().Contain(".svg, .html, .dot, .mmd or .txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);
}

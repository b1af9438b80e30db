namespace Autograd.Drawing;

/// <summary>Pictures as files.</summary>
internal static class PictureFile
{
    public static void Write(string path, Tape tape, PictureOptions options)
    {
        string text = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => tape.ToSvg(options),
            ".html" or ".htm" => tape.ToHtml(options),
            ".dot" or ".gv" => tape.ToDot(options),
            ".mmd" or ".mermaid" => tape.ToMermaid(options),
            ".txt" => TableWriter.Write(Picture.Of(tape, options with { MaxBoxes = int.MaxValue })),
            var other => throw Errors.Argument(nameof(Tape.Save), $"no picture is known by the extension '{other}' of '{path}'",
                "use .svg, .html, .dot, .mmd or .txt"),
        };

        // Beside the file, so that it can be moved into its place in one go.
        string unfinished = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Discard(unfinished);
            throw Errors.File(nameof(Tape.Save), $"'{path}' cannot be written: {error.Message.TrimEnd('.')}",
                "give a path in a folder that exists and may be written to", error);
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // The first error says what is wrong.
        }
    }
}

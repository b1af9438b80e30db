using Autograd.Drawing;

namespace Autograd;

public sealed partial class Tape
{
    /// <summary>
    /// The tape as a graph in Graphviz's DOT language. Boxes bear operation, name and shape; lines the value and, marked with ∂,
    /// the gradient that comes back, below them the local gradient. <c>dot -Tsvg</c> draws it.
    /// </summary>
    /// <example><code>File.WriteAllText("loss.dot", Tape.Of(loss).ToDot());</code></example>
    public string ToDot() => ToDot(PictureOptions.Default);

    /// <inheritdoc cref="ToDot()"/>
    /// <param name="options">How it is drawn.</param>
    public string ToDot(PictureOptions options)
    {
        Errors.RequireNotNull(options);
        return DotWriter.Write(Picture.Of(this, options));
    }

    /// <summary>
    /// The tape as a Mermaid flowchart, which Markdown pages show in place, with the contents of <see cref="ToDot()"/>. It is
    /// folded further than asked where Mermaid would refuse it: above 500 lines or 50,000 characters.
    /// </summary>
    /// <example><code>File.WriteAllText("loss.md", $"```mermaid\n{Tape.Of(loss).ToMermaid()}```");</code></example>
    public string ToMermaid() => ToMermaid(PictureOptions.Default);

    /// <inheritdoc cref="ToMermaid()"/>
    /// <param name="options">How it is drawn.</param>
    public string ToMermaid(PictureOptions options)
    {
        Errors.RequireNotNull(options);
        return MermaidWriter.Write(this, options);
    }
}

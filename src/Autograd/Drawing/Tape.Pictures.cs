using Autograd.Drawing;

namespace Autograd;

public sealed partial class Tape
{
    /// <summary>
    /// The tape as a drawing that needs no other program: boxes for operations, with name and shape; on the lines between them
    /// values, and below those the gradients that come back, of the sum of the results' elements; the local gradient of
    /// elementwise operations. Large tensors are shown by least, mean and largest element and a heat map. Forms tell parameters,
    /// constants, operations and results apart, and colours follow the reader's choice of light or dark. Nothing is changed by
    /// drawing: no gradient is collected and no hook is called.
    /// </summary>
    public string ToSvg() => ToSvg(PictureOptions.Default);

    /// <inheritdoc cref="ToSvg()"/>
    public string ToSvg(PictureOptions options)
    {
        Errors.RequireNotNull(options);
        return SvgWriter.Write(Picture.Of(this, options));
    }

    /// <summary>
    /// The tape as one self-contained page, without network or framework, on which a reader steps through the walk forward and
    /// the walk back with buttons, arrow keys or a slider: at each step the operation, the upstream gradient that arrives, its
    /// local gradients, and the downstream gradients that leave. Pointing at a box or a number shows the whole tensor.
    /// </summary>
    public string ToHtml() => ToHtml(PictureOptions.Default);

    /// <inheritdoc cref="ToHtml()"/>
    public string ToHtml(PictureOptions options)
    {
        Errors.RequireNotNull(options);
        return HtmlWriter.Write(Picture.Of(this, options, whole: true));
    }

    /// <summary>
    /// Writes the tape to a file, in the format that its extension names: <c>.svg</c>, <c>.html</c>, <c>.dot</c> or <c>.gv</c>,
    /// <c>.mmd</c> or <c>.mermaid</c>, <c>.txt</c>. An older file of that name is replaced at once, when the new one is complete.
    /// </summary>
    /// <exception cref="ArgumentException">The extension is none of these.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Save(path, PictureOptions.Default);

    /// <inheritdoc cref="Save(string)"/>
    public void Save(string path, PictureOptions options)
    {
        Errors.RequireNotNull(path);
        Errors.RequireNotNull(options);
        PictureFile.Write(path, this, options);
    }

    /// <summary>
    /// Why a tensor has the gradient it has, in words and numbers: the sum over paths from the results, each gate by gate the
    /// product of upstream and local gradients, largest first; where it becomes zero, NaN or infinite is pointed at. Or why
    /// there is none: no path leads to the results, or the way was cut by <see cref="Tensor.Detach"/>, <see cref="NoGrad"/> or an
    /// operation without slope. Once a parameter was assigned or the tape was released, the paths are told without numbers. Of
    /// results with several elements the gradients are those of their sum. Nothing is changed: no gradient is collected and no
    /// hook is called.
    /// </summary>
    public string Explain(Tensor x)
    {
        Errors.RequireNotNull(x);
        return Explanation.Of(this, x);
    }

    /// <summary>
    /// The tape as a table of plain text, a line for each operation in recorded order: number, operation, name, shape, operands,
    /// value and gradient.
    /// </summary>
    public override string ToString() => TableWriter.Write(Picture.Of(this, PictureOptions.Default with { MaxBoxes = int.MaxValue }));
}

using Autograd.Drawing;

namespace Autograd;

public sealed partial class Tape
{
    /// <summary>
    /// The tape as a table of plain text, a line for each operation in recorded order: number, operation, name, shape, operands,
    /// value and gradient.
    /// </summary>
    public override string ToString() => TableWriter.Write(Picture.Of(this, PictureOptions.Default with { MaxBoxes = int.MaxValue }));
}

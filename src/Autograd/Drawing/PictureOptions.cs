namespace Autograd;

/// <summary>Which way a picture of a tape reads.</summary>
public enum PictureDirection
{
    /// <summary>Operands on the left, results on the right.</summary>
    LeftToRight,

    /// <summary>Operands above, results below: for narrow pages.</summary>
    TopToBottom,
}

/// <summary>What a picture of a tape draws as one box.</summary>
public enum PictureCollapse
{
    /// <summary>Every operation by itself, as long as the picture stays below <see cref="PictureOptions.MaxBoxes"/>.</summary>
    WhenLarge,

    /// <summary>Operations that follow one another without a branch.</summary>
    Chains,

    /// <summary>Each outermost block of <see cref="Tape.Named"/>.</summary>
    Blocks,
}

/// <summary>How pictures of a <see cref="Tape"/> are drawn.</summary>
public sealed record PictureOptions
{
    private readonly int maxBoxes = 150, digits = 4;

    /// <summary>Which way the picture reads. HTML pages turn top to bottom by themselves where the window is narrow.</summary>
    public PictureDirection Direction { get; init; }

    /// <summary>What is drawn as one box.</summary>
    public PictureCollapse Collapse { get; init; }

    /// <summary>
    /// The most boxes that are drawn besides those of the results, 150 unless set. A larger tape is drawn with
    /// chains, then blocks, then whole stretches of operations as one box each, and the picture says so.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int MaxBoxes
    {
        get => maxBoxes;
        init => maxBoxes = value >= 1 ? value : throw Errors.OutOfRange(nameof(PictureOptions),
            $"{nameof(MaxBoxes)} is {value}", "allow at least one box");
    }

    /// <summary>Significant digits of the numbers, 4 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 1 to 17.</exception>
    public int Digits
    {
        get => digits;
        init => digits = value is >= 1 and <= 17 ? value : throw Errors.OutOfRange(nameof(PictureOptions),
            $"{nameof(Digits)} is {value}", "use 1 to 17");
    }

    /// <summary>What stands above the picture; nothing unless set.</summary>
    public string? Title { get; init; }

    internal static PictureOptions Default { get; } = new();
}

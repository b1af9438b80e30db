namespace Autograd;

/// <summary>A length cut into nearly equal pieces, all but the last multiples of a unit.</summary>
internal readonly struct Cut
{
    private readonly int length;
    private readonly int unit;
    private readonly int units;

    private Cut(int length, int pieces, int unit, int units)
    {
        this.length = length;
        this.unit = unit;
        this.units = units;
        Pieces = Math.Clamp(pieces, 1, Math.Max(units, 1));
    }

    public int Pieces { get; }

    /// <summary>The length of the longest piece, or a little more.</summary>
    public int Longest => Pieces == 1 ? length : (units + Pieces - 1) / Pieces * unit;

    /// <summary>Cuts into the fewest pieces of at most a given size.</summary>
    public static Cut AtMost(int size, int length, int unit)
    {
        if (length <= size)
            return new(length, 1, unit, 1);
        int units = (length - 1) / unit + 1, whole = Math.Max(size / unit, 1);
        return new(length, (units - 1) / whole + 1, unit, units);
    }

    /// <summary>Cuts into a number of pieces, or as many as there are units.</summary>
    public static Cut Into(int pieces, int length, int unit) => new(length, pieces, unit, (length - 1) / unit + 1);

    /// <summary>The first index of a piece; of one piece too many, the length.</summary>
    public int Start(int piece) => piece == 0 ? 0 : piece >= Pieces ? length : (int)((long)units * piece / Pieces) * unit;
}

namespace Autograd;

/// <summary>
/// A length cut into the fewest nearly equal pieces of at most a given size, all but the last multiples of a unit.
/// </summary>
internal readonly struct Cut
{
    private readonly int _length;
    private readonly int _unit;
    private readonly int _units;

    public Cut(int length, int most, int unit)
    {
        _length = length;
        _unit = unit;
        _units = (int)(((long)length + unit - 1) / unit);
        Pieces = Math.Max(1, (int)(((long)_units * unit + most - 1) / most));
    }

    public int Pieces { get; }

    /// <summary>The length of the longest piece, or a little more.</summary>
    public int Longest => (int)Math.Min(_length, ((long)_units + Pieces - 1) / Pieces * _unit);

    /// <summary>The first index of a piece; of one piece too many, the length.</summary>
    public int Start(int piece) => piece >= Pieces ? _length : (int)((long)_units * piece / Pieces) * _unit;
}

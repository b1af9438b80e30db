namespace Autograd.Drawing;

/// <summary>The distances that a picture keeps, in pixels.</summary>
internal static class Spacing
{
    /// <summary>Around the whole picture.</summary>
    public const double Margin = 12;

    /// <summary>Between parts of the picture that no line joins.</summary>
    public const double BetweenParts = 32;

    /// <summary>From layer to layer: room for a curve and an arrow head.</summary>
    public const double BetweenLayers = 20;

    /// <summary>What the steepest curve of a gap adds to it, per pixel that it climbs, and at most.</summary>
    public const double PerClimb = 0.12, MostForClimb = 60;

    /// <summary>Kept free on either side of a box, a label and a passing line.</summary>
    public const double BesideBox = 11, BesideLabel = 5, BesideLine = 7;

    /// <summary>Between the ends of two lines on the side of a box, where there is room.</summary>
    public const double BetweenPorts = 14;
}

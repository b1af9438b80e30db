namespace Autograd.Drawing;

/// <summary>Sets parts side by side in rows, so that the whole is about as wide as a page.</summary>
internal static class Shelves
{
    /// <summary>Width by height of the whole, where the parts allow it.</summary>
    private const double Aspect = 1.6;

    /// <summary>The top left corner of each part, and the size of the whole without margins.</summary>
    public static (Point[] Corners, Size Size) Arrange(IReadOnlyList<Size> parts)
    {
        double area = parts.Sum(part => (part.Width + Spacing.BetweenParts) * (part.Height + Spacing.BetweenParts));
        double limit = Math.Sqrt(Aspect * area);
        var corners = new Point[parts.Count];
        double x = 0, y = 0, height = 0, width = 0;
        for (int part = 0; part < parts.Count; part++)
        {
            if (x > 0 && x + parts[part].Width > limit)
                (x, y, height) = (0, y + height + Spacing.BetweenParts, 0);
            corners[part] = new Point(x, y);
            width = Math.Max(width, x + parts[part].Width);
            height = Math.Max(height, parts[part].Height);
            x += parts[part].Width + Spacing.BetweenParts;
        }
        return (corners, new Size(width, y + height));
    }
}

using System.Text;

namespace Autograd.Drawing;

/// <summary>Paints a heat map, all cells of a level in one path.</summary>
internal static class HeatPainter
{
    public static void Paint(StringBuilder svg, Heat heat, double left, double top)
    {
        const double Cell = Block.HeatCell;
        foreach (IGrouping<int?, int> level in Enumerable.Range(0, heat.Cells.Count).GroupBy(cell => heat.Cells[cell]))
        {
            string name = level.Key is { } number ? $"heat{(number < 0 ? "minus" : "plus")}{Math.Abs(number)}" : "heatbad";
            IEnumerable<string> cells = level.Select(cell =>
                $"M{SvgWriter.N(left + cell % heat.Columns * Cell)} {SvgWriter.N(top + cell / heat.Columns * Cell)}h{Cell}v{Cell}h-{Cell}z");
            svg.Append($"<path class=\"heat {name}\" d=\"{string.Concat(cells)}\"/>");
        }
    }
}

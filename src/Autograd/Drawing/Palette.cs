namespace Autograd.Drawing;

/// <summary>
/// Okabe and Ito's colours, which the colour-blind tell apart. Text stands on grounds of its own, and lines are of a grey that
/// is seen on white and on black.
/// </summary>
internal static class Palette
{
    public const string Ink = "#111111", Paper = "#FFFFFF", Line = "#767676", Gradient = "#0072B2", Broken = "#D55E00";

    public static string Fill(BoxKind kind) => kind switch
    {
        BoxKind.Parameter => "#56B4E9",
        BoxKind.Input => "#F0E442",
        BoxKind.Constant => "#DDDDDD",
        BoxKind.Group => "#CC79A7",
        BoxKind.Result => "#009E73",
        _ => Paper,
    };
}

namespace Autograd;
public sealed partial class Tape { internal string ToDot(PictureOptions o) => ""; internal string ToMermaid(PictureOptions o) => ""; }

namespace Autograd;

/// <summary>Where a node was recorded; shared by all nodes of a block, but in anomaly mode, which notes the line too.</summary>
/// <param name="Block">The block of <see cref="Tape.Named"/>.</param>
/// <param name="Line">The user's line, noted in anomaly mode only.</param>
/// <param name="During">In whose rule it was recorded, in words, where a walk was recorded itself.</param>
internal sealed record Place(string? Block, SourceLine? Line = null, string? During = null);

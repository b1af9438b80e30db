namespace Autograd.Tests;

/// <summary>Tests that count the pool's bytes or ask the collector: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Alone";
}

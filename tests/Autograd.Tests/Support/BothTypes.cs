namespace Autograd.Tests;

/// <summary>Runs a theory once for each element type.</summary>
public sealed class BothTypes : TheoryData<DType>
{
    /// <summary>Both element types.</summary>
    public BothTypes()
    {
        Add(DType.Float32);
        Add(DType.Float64);
    }
}

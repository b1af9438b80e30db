using Autograd;

namespace Pictures;

/// <summary>A computation worth looking at.</summary>
/// <param name="File">The pictures' file name, without an extension.</param>
/// <param name="Title">What stands above them.</param>
/// <param name="Result">What was computed.</param>
/// <param name="Asked">The tensor whose gradient is explained in words.</param>
public sealed record Example(string File, string Title, Tensor Result, Tensor Asked)
{
    public PictureOptions Options { get; init; } = new() { Title = Title };
}

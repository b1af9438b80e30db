namespace Autograd;

/// <summary>
/// A decomposition into a diagonal between orthonormal factors, all functions of one matrix. What the rules read of it is
/// recorded, so that they can be differentiated again.
/// </summary>
internal interface ISpectrum
{
    string Operation { get; }

    /// <summary>The results, which every node of them saves.</summary>
    Tensor[] Parts { get; }

    /// <summary>The factors with another diagonal between them.</summary>
    Tensor Rebuild(Tensor diagonal);

    /// <summary>The diagonal of a matrix seen from the factors: the transpose of rebuilding.</summary>
    Tensor Read(Tensor direction);

    /// <summary>How a rebuilt matrix changes when the decomposed one moves in a direction and the other diagonal stays; its own transpose.</summary>
    Tensor Turn(Tensor diagonal, Tensor direction);
}

/// <summary>One of the results of a decomposition.</summary>
internal abstract class SpectrumNode<S> : Node where S : class, ISpectrum
{
    private S? spectrum;
    private Saved[] saved;

    private protected SpectrumNode(S spectrum, Node input, Tensor result, params Tensor[] also) : base(spectrum.Operation, result.Shape, result.DType)
    {
        this.spectrum = spectrum;
        Input = input;
        saved = [.. spectrum.Parts.Concat(also).Select(static part => new Saved(part))];
    }

    internal override int InputCount => 1;

    internal override IEnumerable<Tensor> SavedTensors => saved.Select(static part => part.Tensor).OfType<Tensor>();

    private protected S Spectrum => spectrum!;

    private protected Node Input { get; }

    internal override Node? InputAt(int index) => Input;

    private protected override void VerifySaved()
    {
        foreach (Saved part in saved)
            part.Verify(this);
    }

    private protected override void DropSaved() => (spectrum, saved) = (null, []);
}

/// <summary>The eigenvalues, or singular values.</summary>
internal sealed class SpectrumValuesNode<S>(S spectrum, Node input, Tensor values) : SpectrumNode<S>(spectrum, input, values)
    where S : class, ISpectrum
{
    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(Input, RebuiltNode<S>.Apply(Spectrum, Input, upstream));

    internal override Tensor PushForward(ForwardWalk walk) => Spectrum.Read(walk.Tangent(Input)!);
}

/// <summary>
/// The values' gradient as an operation of its own, on the matrix and the upstream diagonal: so its derivative contains
/// quotients of differences, which stay bounded, instead of differences of quotients, which do not.
/// </summary>
internal sealed class RebuiltNode<S> : SpectrumNode<S> where S : class, ISpectrum
{
    private readonly Node? diagonalNode;
    private Tensor? diagonal;

    private RebuiltNode(S spectrum, Node input, Tensor diagonal, Tensor result) : base(spectrum, input, result, diagonal) =>
        (diagonalNode, this.diagonal) = (diagonal.Node, diagonal);

    internal override int InputCount => 2;

    public static Tensor Apply(S spectrum, Node input, Tensor diagonal)
    {
        bool recording = Ambient.Current.Recording;
        Tensor result;
        using (Tape.NoGrad())
            result = spectrum.Rebuild(diagonal);
        if (recording)
            result.Record(new RebuiltNode<S>(spectrum, input, diagonal, result));
        return result;
    }

    internal override Node? InputAt(int index) => index == 0 ? Input : diagonalNode;

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Wants(Input))
            walk.Add(Input, Broadcasting.Reduce(Spectrum.Turn(diagonal!, upstream), Shape, Input.Shape));
        if (walk.Wants(diagonalNode))
            walk.Add(diagonalNode, Spectrum.Read(upstream));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? turned = walk.Tangent(Input) is { } x ? Spectrum.Turn(diagonal!, Broadcasting.Align(x, Input.Shape, Shape)) : null;
        Tensor? rebuilt = walk.Tangent(diagonalNode) is { } d ? Spectrum.Rebuild(d) : null;
        return turned is null ? rebuilt! : rebuilt is null ? turned : turned + rebuilt;
    }

    private protected override void DropSaved()
    {
        base.DropSaved();
        diagonal = null;
    }
}

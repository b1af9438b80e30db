using System.Runtime.CompilerServices;

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

    /// <summary>The same decomposition by those vectors of repeated values that move smoothly in a direction.</summary>
    ISpectrum Along(Tensor direction);

    /// <summary>What each walk that moves the matrix reads instead: one choice of vectors for all nodes that it meets.</summary>
    ConditionalWeakTable<object, ISpectrum> InWalks { get; }

    /// <summary>What all later walks read instead, once the tangents of repeated values have been recorded along a direction.</summary>
    ISpectrum? Recorded { get; set; }
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

    /// <summary>
    /// The spectrum along a direction. A walk that is recorded reads it as it is: what vanishes along one direction has
    /// derivatives along others.
    /// </summary>
    private protected S Along(Tensor direction, object walk, bool recording) =>
        Spectrum.Recorded is S recorded ? recorded : recording ? Spectrum : (S)Spectrum.InWalks.GetValue(walk, _ => Spectrum.Along(direction));

    /// <inheritdoc cref="Along(Tensor, object, bool)"/>
    private protected S Along(Tensor direction, BackwardWalk walk)
    {
        // It outlives the rule, so it must not stand in the walk's own memory.
        using Ambient.Stretch _ = Ambient.EnterHere(walk.UserModes);
        return Along(direction, walk, walk.Recording);
    }

    /// <summary>The spectrum as the walk has read it already.</summary>
    private protected S In(object walk) => Spectrum.Recorded is S recorded ? recorded : Spectrum.InWalks.TryGetValue(walk, out ISpectrum? found) ? (S)found : Spectrum;

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
    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(Input, RebuiltNode<S>.Apply(In(walk), Input, upstream));

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor tangent = walk.Tangent(Input)!;
        return walk.Recording && SpectrumTangentsNode<S>.TryApply(Spectrum, Input, tangent) is { } recorded
            ? recorded
            : Along(tangent, walk, walk.Recording).Read(tangent);
    }
}

/// <summary>
/// The tangents of repeated values as an operation of its own, on the matrix and a direction, by the vectors that move smoothly in
/// that direction. Within a group of equal values these have nothing in common with each other there; so what a function that is
/// symmetric in them takes from the group is the same as without a turn, and nothing divides by a difference. That holds for one
/// derivative more; those beyond would turn the vectors.
/// Source: Lewis and Sendov, Twice differentiable spectral functions, 2001.
/// </summary>
internal sealed class SpectrumTangentsNode<S> : SpectrumNode<S> where S : class, ISpectrum
{
    private readonly Node? directionNode;
    private Tensor? direction;

    private SpectrumTangentsNode(S spectrum, Node input, Tensor direction, Tensor result) : base(spectrum, input, result, direction) =>
        (directionNode, this.direction) = (direction.Node, direction);

    internal override int InputCount => 2;

    /// <summary>Null where no values repeat, or where a walk carries several directions, which have no vectors in common.</summary>
    public static Tensor? TryApply(S spectrum, Node input, Tensor direction)
    {
        if (direction.Rank != input.Shape.Rank || spectrum.Recorded is not null)
            return null;
        S along = (S)spectrum.Along(direction);
        if (ReferenceEquals(along, spectrum))
            return null;
        Tensor result;
        using (Tape.NoGrad())
            result = along.Read(direction);
        spectrum.Recorded = along;
        result.Record(new SpectrumTangentsNode<S>(along, input, direction, result));
        return result;
    }

    internal override Node? InputAt(int index) => index == 0 ? Input : directionNode;

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        RequireLast(walk.Recording);
        if (walk.Wants(Input))
            walk.Add(Input, Spectrum.Turn(upstream, direction!));
        if (walk.Wants(directionNode))
            walk.Add(directionNode, Spectrum.Rebuild(upstream));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        RequireLast(walk.Recording);
        Tensor? read = walk.Tangent(directionNode) is { } d ? Spectrum.Read(d) : null;
        return walk.Tangent(Input) is not { } moved ? read! : read is null ? Moved(moved) : read + Moved(moved);
    }

    private protected override void DropSaved()
    {
        base.DropSaved();
        direction = null;
    }

    /// <summary>The change of what is read when the matrix moves: what each unit diagonal, rebuilt, changes by, seen from the direction.</summary>
    private Tensor Moved(Tensor moved)
    {
        int count = Shape[^1], rank = Shape.Rank;
        Tensor units = Tensor.Eye<double>(count).Cast(DType).Reshape([count, .. Enumerable.Repeat(1, rank - 1), count]);
        Tensor turned = Spectrum.Turn(units.BroadcastTo(Shape.Trusted([count]).Then(Shape)), direction!);

        // The units stand in front of the directions that a walk carries, and come last.
        int leading = moved.Rank - Input.Shape.Rank;
        Tensor each = (turned.Reshape([count, .. Enumerable.Repeat(1, leading), .. turned.Shape.Sizes[1..]]) * moved).Sum([-2, -1]);
        return each.Permute([.. Enumerable.Range(1, leading + rank - 1), 0]);
    }

    private void RequireLast(bool recording)
    {
        if (recording)
            throw Errors.State(Operation, "values repeat, and derivatives beyond the second divide by their difference",
                "add a small random matrix, or begin with a gradient", Shape);
    }
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
        S along = Along(upstream, walk);
        if (walk.Wants(Input))
            walk.Add(Input, Broadcasting.Reduce(along.Turn(diagonal!, upstream), Shape, Input.Shape));
        if (walk.Wants(diagonalNode))
            walk.Add(diagonalNode, along.Read(upstream));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? moved = walk.Tangent(Input) is { } x ? Broadcasting.Align(x, Input.Shape, Shape) : null;
        S along = moved is null ? In(walk) : Along(moved, walk, walk.Recording);
        Tensor? turned = moved is null ? null : along.Turn(diagonal!, moved);
        Tensor? rebuilt = walk.Tangent(diagonalNode) is { } d ? along.Rebuild(d) : null;
        return turned is null ? rebuilt! : rebuilt is null ? turned : turned + rebuilt;
    }

    private protected override void DropSaved()
    {
        base.DropSaved();
        diagonal = null;
    }
}

namespace Autograd;

/// <summary>A decomposition whose vectors have derivatives where their values do not repeat.</summary>
internal interface IVectorSpectrum : ISpectrum
{
    /// <summary>Whether no vector lacks a derivative.</summary>
    bool IsRegular { get; }

    /// <summary>1 for each vector whose value is alone, else 0.</summary>
    Tensor IsSimple { get; }

    /// <summary>The decomposed matrix's gradient of a function of the vectors, which are columns.</summary>
    Tensor PullVectors(Tensor upstream);

    /// <summary>The vectors' tangents, NaN for those that do not exist.</summary>
    Tensor PushVectors(Tensor tangent);

    /// <summary>The same for simple vectors alone, by nothing but these.</summary>
    Tensor PullSimple(Tensor upstream);

    Tensor PushSimple(Tensor tangent);
}

/// <summary>The vectors of a decomposition.</summary>
internal abstract class SpectrumVectorsNode<S>(S spectrum, Node input, Tensor vectors) : SpectrumNode<S>(spectrum, input, vectors)
    where S : class, IVectorSpectrum
{
    /// <summary>The gradient; a recorded one of simple vectors beside others is such that it can be differentiated again.</summary>
    private protected static Tensor PullBack(S spectrum, Tensor upstream, bool recording) => !recording || spectrum.IsRegular
        ? spectrum.PullVectors(upstream)
        : spectrum.PullSimple(upstream) + spectrum.PullVectors(Tensor.Where(spectrum.IsSimple.Unsqueeze(-2), 0, upstream));

    /// <summary>The tangent, likewise. Those that do not exist are no functions: nothing is differentiated through them.</summary>
    private protected static Tensor PushForward(S spectrum, Tensor tangent, bool recording)
    {
        Tensor all = spectrum.PushVectors(tangent);
        if (!recording || spectrum.IsRegular)
            return all;
        Tensor others = all.Values().IsNaN().Any().ToDouble() > 0 ? all.Values() : all;
        return Tensor.Where(spectrum.IsSimple.Unsqueeze(-2), spectrum.PushSimple(tangent), others);
    }
}

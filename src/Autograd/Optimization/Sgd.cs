using System.Runtime.CompilerServices;

namespace Autograd.Optimization;

/// <summary>
/// Stochastic gradient descent. With g = gradient + weightDecay · p, plain: p ← p − learningRate · g. With momentum,
/// b ← momentum · b + g, where b is g at the first step, and p ← p − learningRate · b; Nesterov's form takes
/// g + momentum · b for b there.
/// </summary>
public sealed class Sgd : FirstOrderOptimizer
{
    private readonly double momentum, weightDecay;
    private readonly bool nesterov;
    private readonly Tensor?[] buffers;

    /// <summary>Prepares to change these parameters.</summary>
    /// <exception cref="ArgumentException">There are no parameters, one of them is none, or is given twice; or Nesterov's form is asked for without momentum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public Sgd(IEnumerable<Tensor> parameters, double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(nameof(Sgd), parameters, learningRate)
    {
        this.momentum = NotNegative(momentum, "a momentum");
        this.weightDecay = NotNegative(weightDecay, "a weight decay");
        this.nesterov = nesterov;
        if (nesterov && momentum == 0)
            throw Errors.Argument(nameof(Sgd), "Nesterov's form looks ahead along the momentum, which is 0", "give a momentum above 0, such as 0.9");
        buffers = new Tensor?[ParameterCount];
    }

    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        if (weightDecay == 0)
            Update(new NoDecay(), index, parameter, gradient);
        else
            Update(new Decay(weightDecay), index, parameter, gradient);
    }

    private void Update<W>(W decay, int index, Tensor parameter, Tensor gradient) where W : struct, IWeightDecay
    {
        if (momentum == 0)
        {
            Elementwise.Into(new Descent<W>(decay, LearningRate), parameter, parameter, gradient, parameter);
            return;
        }

        // From zeros the first step leaves the gradient itself in the buffer.
        Tensor buffer = buffers[index] ??= State(parameter);
        Elementwise.Into(new Momentum<W>(decay, momentum), buffer, buffer, gradient, parameter);
        if (nesterov)
            Elementwise.Into(new NesterovDescent<W>(decay, LearningRate, momentum), parameter, parameter, gradient, parameter, buffer);
        else
            Elementwise.Into(new Descent<NoDecay>(default, LearningRate), parameter, parameter, buffer);
    }

    private readonly struct Descent<W>(W decay, double rate) : IElementwise where W : struct, IWeightDecay
    {
        public static Operands Reads => Operands.A | Operands.B | W.Reads;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R At<R>(R parameter, R gradient, R same, R unused) where R : struct, IReal<R> =>
            parameter - rate * decay.Gradient(gradient, same);
    }

    private readonly struct Momentum<W>(W decay, double momentum) : IElementwise where W : struct, IWeightDecay
    {
        public static Operands Reads => Operands.A | Operands.B | W.Reads;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R At<R>(R buffer, R gradient, R parameter, R unused) where R : struct, IReal<R> =>
            momentum * buffer + decay.Gradient(gradient, parameter);
    }

    private readonly struct NesterovDescent<W>(W decay, double rate, double momentum) : IElementwise where W : struct, IWeightDecay
    {
        public static Operands Reads => Operands.A | Operands.B | Operands.D | W.Reads;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R At<R>(R parameter, R gradient, R same, R buffer) where R : struct, IReal<R> =>
            parameter - rate * (decay.Gradient(gradient, same) + momentum * buffer);
    }
}

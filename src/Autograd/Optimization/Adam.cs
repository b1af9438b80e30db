using System.Runtime.CompilerServices;

namespace Autograd.Optimization;

/// <summary>
/// Adam (Kingma and Ba, 2015): steps along a running mean of the gradient, divided by the root of a running mean of its
/// square. With g = gradient + weightDecay · p, at a parameter's t-th step: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// p ← p − learningRate · m̂ / (√v̂ + epsilon), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
/// </summary>
/// <seealso cref="AdamW"/>
public class Adam : FirstOrderOptimizer
{
    private readonly double beta1, beta2, epsilon, weightDecay;
    private readonly bool decoupled;
    private readonly Moments[] moments;

    /// <summary>Prepares to change these parameters.</summary>
    /// <exception cref="ArgumentException">There are no parameters, one of them is none, or is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or a β is not below 1.</exception>
    public Adam(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-8, double weightDecay = 0)
        : this(nameof(Adam), parameters, learningRate, beta1, beta2, epsilon, weightDecay, decoupled: false) { }

    private protected Adam(string name, IEnumerable<Tensor> parameters, double learningRate, double beta1, double beta2,
        double epsilon, double weightDecay, bool decoupled)
        : base(name, parameters, learningRate)
    {
        this.beta1 = Fraction(beta1, "a beta1");
        this.beta2 = Fraction(beta2, "a beta2");
        this.epsilon = NotNegative(epsilon, "an epsilon");
        this.weightDecay = NotNegative(weightDecay, "a weight decay");
        this.decoupled = decoupled;
        moments = new Moments[ParameterCount];
    }

    private protected sealed override void Update(int index, Tensor parameter, Tensor gradient)
    {
        if (weightDecay == 0 || decoupled)
            Update(new NoDecay(), ref moments[index], parameter, gradient);
        else
            Update(new Decay(weightDecay), ref moments[index], parameter, gradient);
    }

    private void Update<W>(W decay, ref Moments moments, Tensor parameter, Tensor gradient) where W : struct, IWeightDecay
    {
        Tensor mean = moments.Mean ??= State(parameter), square = moments.Square ??= State(parameter);
        moments.Steps++;
        Elementwise.Into(new RunningMean<W>(decay, beta1), mean, mean, gradient, parameter);
        Elementwise.Into(new RunningSquare<W>(decay, beta2), square, square, gradient, parameter);

        double kept = decoupled ? 1 - LearningRate * weightDecay : 1;
        double rate = LearningRate / (1 - Math.Pow(beta1, moments.Steps));
        double rootScale = 1 / Math.Sqrt(1 - Math.Pow(beta2, moments.Steps));
        Elementwise.Into(new Descent(kept, rate, rootScale, epsilon), parameter, parameter, mean, square);
    }

    /// <summary>What is known of one parameter. Each counts its own steps: it may have been without a gradient in some.</summary>
    private struct Moments
    {
        public Tensor? Mean, Square;
        public long Steps;
    }

    private readonly struct RunningMean<W>(W decay, double beta) : IElementwise where W : struct, IWeightDecay
    {
        private readonly double rest = 1 - beta;

        public static Operands Reads => Operands.A | Operands.B | W.Reads;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R At<R>(R mean, R gradient, R parameter, R unused) where R : struct, IReal<R> =>
            beta * mean + rest * decay.Gradient(gradient, parameter);
    }

    private readonly struct RunningSquare<W>(W decay, double beta) : IElementwise where W : struct, IWeightDecay
    {
        private readonly double rest = 1 - beta;

        public static Operands Reads => Operands.A | Operands.B | W.Reads;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R At<R>(R square, R gradient, R parameter, R unused) where R : struct, IReal<R>
        {
            R g = decay.Gradient(gradient, parameter);
            return beta * square + rest * (g * g);
        }
    }

    private readonly struct Descent(double kept, double rate, double rootScale, double epsilon) : IElementwise
    {
        public static Operands Reads => Operands.A | Operands.B | Operands.C;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R At<R>(R parameter, R mean, R square, R unused) where R : struct, IReal<R> =>
            kept * parameter - rate * mean / (rootScale * R.Sqrt(square) + epsilon);
    }
}

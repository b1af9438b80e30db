using Autograd;
using Autograd.Optimization;

namespace Curvature;

/// <summary>A step of a training, numbered from 1, and the loss that it made smaller.</summary>
public sealed record Step(int Number, double Loss);

public static class Training
{
    /// <summary>Makes a loss small with Adam, in steps that shrink along half a cosine; the result is the last loss.</summary>
    public static double Minimise(IEnumerable<Tensor> parameters, int steps, double learningRate, Func<Tensor> lossOf, IProgress<Step> progress)
    {
        Adam optimizer = new(parameters);
        double last = double.NaN;
        for (int step = 0; step < steps; step++)
        {
            using TensorScope scope = new();
            Tensor loss = lossOf();
            optimizer.LearningRate = learningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2;
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
            last = loss.ToDouble();
            progress.Report(new(step + 1, last));
        }

        return last;
    }
}

using Autograd;
using Autograd.Optimization;

namespace Curvature;

public static class Training
{
    /// <summary>Makes a loss small with Adam, in steps that shrink along half a cosine; the result is the last loss.</summary>
    public static double Minimise(IEnumerable<Tensor> parameters, int steps, double learningRate, Func<Tensor> lossOf)
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
        }

        return last;
    }
}

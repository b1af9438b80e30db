using Autograd;

namespace Curvature.Chapters;

public static class GradientPenaltyChapter
{
    private const int Samples = 16, Steps = 500, Seed = 7;
    private const double Noise = 0.4, LearningRate = 0.03, Penalty = 0.03;

    private static Tensor Everywhere => Tensor.Linspace(-1.0, 1.0, 201).Unsqueeze(-1);

    public static void Write(Notebook notebook)
    {
        notebook.Chapter("A penalty on the gradient's norm", $"""
            Two networks that begin alike learn sin πx from {Samples} noisy samples. One pays in its loss for the mean
            squared norm of its gradient: a derivative inside what is differentiated again to train it.
            """);
        Random random = new(Seed);
        Tensor points = Tensor.Linspace(-1.0, 1.0, Samples).Unsqueeze(-1);
        Tensor targets = Truth(points) + Noise * Tensor.Normal<double>(random, Samples);
        notebook.Say("");
        TanhNetwork plain = Trained(points, targets, 0, notebook.Follow("without penalty", Steps));
        TanhNetwork penalised = Trained(points, targets, Penalty, notebook.Follow("with penalty", Steps));

        notebook.Compare("The penalised network's slopes, beside the chain rule written out",
            Slopes(penalised, Everywhere).Flatten(), penalised.SlopeByHand(Everywhere).Flatten(), 1e-12);
        notebook.Say("");
        Describe(notebook, "without penalty", plain, points, targets);
        Describe(notebook, "with penalty", penalised, points, targets);
        notebook.Say($"sin πx itself has a mean squared slope of π²/2 = {Text.Of(Math.PI * Math.PI / 2)}");
        notebook.Promise("Mean squared slope, with penalty over without", Roughness(penalised) / Roughness(plain), 0.5);
        notebook.Promise("Error against sin πx, with penalty over without", Error(penalised) / Error(plain), 0.9);
    }

    private static TanhNetwork Trained(Tensor points, Tensor targets, double penalty, IProgress<Step> progress)
    {
        TanhNetwork network = new(new Random(Seed), gain: 4, 1, 32, 1);
        Training.Minimise(network.Parameters, Steps, LearningRate, () =>
            network.Value(points).MeanSquaredError(targets) + penalty * Slopes(network, Everywhere).Square().Mean(), progress);
        return network;
    }

    /// <summary>The gradient at each point: as a value depends on its own point only, that of their sum.</summary>
    private static Tensor Slopes(TanhNetwork network, Tensor points) =>
        Differentiate.Gradient(input => network.Value(input).Sum(), points);

    private static void Describe(Notebook notebook, string name, TanhNetwork network, Tensor points, Tensor targets) =>
        notebook.Say($"{name,-16} misses the samples by {Text.Of(Rms(network.Value(points) - targets)),-9} "
            + $"and sin πx by {Text.Of(Error(network)),-9} mean squared slope {Text.Of(Roughness(network))}");

    private static double Roughness(TanhNetwork network) => Slopes(network, Everywhere).Square().Mean().ToDouble();

    private static double Error(TanhNetwork network) => Rms(network.Value(Everywhere) - Truth(Everywhere));

    private static double Rms(Tensor misses) => Math.Sqrt(misses.Square().Mean().ToDouble());

    private static Tensor Truth(Tensor points) => (Math.PI * points).Sin().Squeeze(-1);
}

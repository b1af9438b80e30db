namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    private static IEnumerable<Specimen> Composites =>
    [
        Of("Softmax", "last", [new([3, 4])], x => x[0].Softmax(), x => x[0].Lines(-1, Softmax)),
        Of("Softmax", "first", [new([3, 4, 2])], x => x[0].Softmax(0), x => x[0].Lines(0, Softmax)),
        Of("Softmax", "empty", [new([0, 3])], x => x[0].Softmax(), x => x[0]),
        Of("LogSoftmax", "last", [new([3, 4])], x => x[0].LogSoftmax(), x => x[0].Lines(-1, line => [.. Softmax(line).Select(p => Math.Log(p))])),
        Of("LogSoftmax", "middle", [new([2, 3, 2])], x => x[0].LogSoftmax(1), x => x[0].Lines(1, line => [.. Softmax(line).Select(p => Math.Log(p))])),
        Of("LayerNorm", "plain", [new([3, 5])], x => x[0].LayerNorm(), x => x[0].Lines(-1, Normalised)) with { Slack = 4 },
        Of("LayerNorm", "weight and bias", [new([2, 5]), new([5]), new([5])], x => x[0].LayerNorm(x[1], x[2]),
            x => x[0].Lines(-1, line => [.. Normalised(line).Select((value, i) => value * x[1][i] + x[2][i])])) with { Slack = 4 },
        Of("Normalize", "last", [new([3, 4])], x => x[0].Normalize(), x => x[0].Lines(-1, line => Directed(line, 2))) with { Slack = 4 },
        Of("Normalize", "first", [new([3, 2])], x => x[0].Normalize(3, 0), x => x[0].Lines(0, line => Directed(line, 3))) with { Slack = 4 },
        Of("Normalize", "empty", [new([2, 0])], x => x[0].Normalize(), x => x[0]),
        Of("CosineSimilarity", "last", [new([3, 4]), new([4])], x => x[0].CosineSimilarity(x[1]),
            x => Nd.Build([3], i => Directed(Row(x[0], i[0]), 2).Zip(Directed(x[1].Data, 2), (a, b) => a * b).Sum())) with { Slack = 4 },
        Of("CosineSimilarity", "first", [new([3]), new([3, 1])], x => x[0].Unsqueeze(1).CosineSimilarity(x[1], 0),
            x => new([1], [Directed(x[0].Data, 2).Zip(Directed(x[1].Data, 2), (a, b) => a * b).Sum()])) with { Slack = 4 },
        Of("CosineSimilarity", "repeated", [new([2, 3]), new([1], 0.5)], x => x[0].CosineSimilarity(x[1]),
            x => Nd.Build([2], i => Directed(Row(x[0], i[0]), 2).Sum() / Math.Sqrt(3))) with { Slack = 4 },
        Of("Linear", "bias", [new([3, 4]), new([4, 2]), new([2])], x => x[0].Linear(x[1], x[2]),
            x => Nd.Build([3, 2], i => Enumerable.Range(0, 4).Sum(p => x[0][i[0], p] * x[1][p, i[1]]) + x[2][i[1]])) with { Slack = 4 },
        Of("Linear", "batches", [new([2, 3, 4]), new([4, 2])], x => x[0].Linear(x[1]),
            x => Nd.Build([2, 3, 2], i => Enumerable.Range(0, 4).Sum(p => x[0][i[0], i[1], p] * x[1][p, i[2]]))) with { Slack = 4 },
        Of("CrossEntropy", "labels", [new([3, 4])], x => x[0].CrossEntropy([1, 3, 0]),
            x => new([], [-new[] { 1, 3, 0 }.Select((label, row) => Math.Log(Softmax(Row(x[0], row))[label])).Average()])),
        Of("CrossEntropy", "probabilities", [new([2, 3]), new([2, 3], 0.1, 0.9)], x => x[0].CrossEntropy(x[1]),
            x => new([], [-Enumerable.Range(0, 2).Average(row => Softmax(Row(x[0], row)).Select((p, i) => x[1][row, i] * Math.Log(p)).Sum())])),
        Of("BinaryCrossEntropyWithLogits", "[2,3]", [new([2, 3]), new([2, 3], 0.1, 0.9)], x => x[0].BinaryCrossEntropyWithLogits(x[1]),
            x => new([], [x[0].Data.Zip(x[1].Data, (logit, t) => -t * Math.Log(1 / (1 + Math.Exp(-logit))) - (1 - t) * Math.Log(1 / (1 + Math.Exp(logit)))).Average()])),
        Of("MeanSquaredError", "[2,3]", [new([2, 3]), new([2, 3])], x => x[0].MeanSquaredError(x[1]),
            x => new([], [x[0].Data.Zip(x[1].Data, (a, b) => (a - b) * (a - b)).Average()])),
        Of("HuberLoss", "[2,5]", [new([2, 5]), new([2, 5])], x => x[0].HuberLoss(x[1], 0.75),
            x => new([], [x[0].Data.Zip(x[1].Data, (a, b) => Math.Abs(a - b) is var d && d <= 0.75 ? 0.5 * d * d : 0.75 * (d - 0.375)).Average()])),
    ];

    private static double[] Directed(double[] line, double p) => [.. line.Select(x => x / Math.Pow(line.Sum(y => Math.Pow(Math.Abs(y), p)), 1 / p))];

    private static double[] Softmax(double[] line) => [.. line.Select(x => Math.Exp(x) / line.Sum(Math.Exp))];

    private static double[] Normalised(double[] line)
    {
        double mean = line.Average(), scale = Math.Sqrt(Spread(line, 0) + 1e-5);
        return [.. line.Select(x => (x - mean) / scale)];
    }

    private static double[] Row(Nd x, int row) => [.. Enumerable.Range(0, x.Shape[1]).Select(i => x[row, i])];
}

using System.Text.Json;
using Autograd;

namespace CurveFit;

/// <summary>One of NIST's problems: observations, two starting points, and the certified results.</summary>
/// <param name="Level">How hard NIST takes it to be: Lower, Average or Higher.</param>
/// <param name="X">The predictors, one array each.</param>
/// <param name="Y">The responses as observed.</param>
public sealed record Problem(string Name, string Level, double[] Start1, double[] Start2, double[] Certified,
    double[] StandardDeviations, double ResidualSumOfSquares, double[][] X, double[] Y)
{
    public static readonly string DataFile = Path.Combine(AppContext.BaseDirectory, "data", "nist", "nonlinear.json");

    public Model Model { get; private init; } = new("", (_, _) => throw new InvalidOperationException("Only Load makes problems."));

    /// <summary>What the curve is fitted to: the responses, or their logarithms.</summary>
    public double[] Response => Model.FitsLogarithm ? [.. Y.Select(static y => Math.Log(y))] : Y;

    public double[] Start(int number) => number == 1 ? Start1 : Start2;

    /// <summary>Response minus curve, as a function of the parameters.</summary>
    public Func<Tensor, Tensor> Residuals()
    {
        Tensor x = Predictors(X), response = Tensor.From(Response);
        return b => response - Model.Value(b, x);
    }

    /// <summary>Predictors as the models take them.</summary>
    public static Tensor Predictors(double[][] x) => x.Length == 1 ? Tensor.From(x[0]) : Tensor.Stack([.. x.Select(static column => Tensor.From(column))]);

    /// <summary>Reads all problems.</summary>
    /// <exception cref="DataException">The file is missing or holds something else.</exception>
    public static IReadOnlyList<Problem> Load(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            Problem[] problems = JsonSerializer.Deserialize<Problem[]>(stream, JsonSerializerOptions.Web)
                ?? throw new DataException($"{file}: holds no problems.");
            return [.. problems.Select(problem => Checked(problem, file))];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{file}: there is no such file; name another with --data FILE.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{file}: cannot be read; {error.Message}");
        }
    }

    private static Problem Checked(Problem problem, string file)
    {
        if (problem is not { Name: not null, Start1: not null, Start2: not null, Certified: not null, StandardDeviations: not null, X.Length: > 0, Y: not null })
            throw new DataException($"{file}: the problem '{problem?.Name}' lacks a field.");
        Model model = Models.Find(problem.Name) ?? throw new DataException($"{file}: there is no model for the problem '{problem.Name}'.");
        int parameters = problem.Certified.Length;
        if (problem.Start1.Length != parameters || problem.Start2.Length != parameters || problem.StandardDeviations.Length != parameters)
            throw new DataException($"{file}: '{problem.Name}' does not have {parameters} numbers everywhere that it has {parameters} parameters.");
        if (problem.X.Any(x => x is null || x.Length != problem.Y.Length))
            throw new DataException($"{file}: '{problem.Name}' has {problem.Y.Length} responses, and another number of predictors.");
        return problem with { Model = model };
    }
}

/// <summary>The data file is not what it must be; the message names the file.</summary>
public sealed class DataException(string message) : Exception(message);

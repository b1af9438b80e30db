using Autograd;
using Autograd.Optimization;

namespace CurveFit;

/// <summary>A problem fitted from one of NIST's starting points, beside what is certified.</summary>
/// <param name="Steps">What was reported after each step.</param>
public sealed record Fit(Problem Problem, int Start, LeastSquaresReport Report, IReadOnlyList<IterationReport> Steps)
{
    /// <summary>NIST certifies as many digits; more cannot be seen to agree.</summary>
    public const double CertifiedDigits = 11;

    public double[] Parameters => Report.Parameters.ToArray<double>();

    public double[] StandardDeviations => Report.StandardDeviations?.ToArray<double>() ?? [.. Parameters.Select(static _ => double.NaN)];

    public double[] ParameterDigits => Digits(Parameters, Problem.Certified);

    public double[] DeviationDigits => Digits(StandardDeviations, Problem.StandardDeviations);

    public double SumDigits => Digits(Report.SumOfSquares, Problem.ResidualSumOfSquares);

    /// <summary>Whether it was shown that the fit is right: NIST asks for at least four digits, and this sample for six.</summary>
    public bool IsRight => ParameterDigits.Min() >= 6;

    public static Fit Of(Problem problem, int start)
    {
        StepLog steps = [];
        return new(problem, start, LevenbergMarquardt.Minimize(problem.Residuals(), Tensor.From(problem.Start(start)), new(), steps), steps);
    }

    /// <summary>The logarithmic relative error, −log₁₀(|value − certified| / |certified|): how many leading digits agree.</summary>
    public static double Digits(double value, double certified)
    {
        double digits = -Math.Log10(Math.Abs(value - certified) / Math.Abs(certified));
        return double.IsNaN(digits) ? (value == certified ? CertifiedDigits : 0) : Math.Clamp(digits, 0, CertifiedDigits);
    }

    private static double[] Digits(double[] values, double[] certified) => [.. values.Zip(certified, Digits)];

    /// <summary>Writes down what it is told.</summary>
    private sealed class StepLog : List<IterationReport>, IProgress<IterationReport>
    {
        public void Report(IterationReport value) => Add(value);
    }
}

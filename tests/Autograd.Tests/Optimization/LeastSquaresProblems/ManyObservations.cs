namespace Autograd.Tests.Optimization.LeastSquaresProblems;

/// <summary>Curves through data: more observations than parameters.</summary>
internal static class ManyObservations
{
    private static readonly Tensor KowalikTimes = Tensor.From([4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625]);

    private static readonly Tensor KowalikData = Tensor.From([0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246]);

    private static readonly Tensor BardData = Tensor.From([0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39]);

    private static readonly Tensor GaussianData = Tensor.From(
        [9e-4, 4.4e-3, 1.75e-2, 5.4e-2, 0.1295, 0.242, 0.3521, 0.3989, 0.3521, 0.242, 0.1295, 5.4e-2, 1.75e-2, 4.4e-3, 9e-4]);

    private static readonly Tensor MeyerData = Tensor.From(
        [34780.0, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872]);

    private static readonly Tensor FirstOsborneData = Tensor.From(
    [
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.58,
        0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.42, 0.414, 0.411, 0.406,
    ]);

    private static readonly Tensor SecondOsborneData = Tensor.From(
    [
        1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606, 0.602,
        0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.5, 0.423, 0.395, 0.375,
        0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591,
        0.559, 0.597, 0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
    ]);

    public static LeastSquaresProblem[] All { get; } =
    [
        new(6, "Jennrich and Sampson", [0.3, 0.4], [124.362182356, 259.5801907], static x =>
            2 + 2 * LeastSquaresProblem.Count(10) - ((x[0] * LeastSquaresProblem.Count(10)).Exp() + (x[1] * LeastSquaresProblem.Count(10)).Exp())),
        new(8, "Bard", [1, 1, 1], [8.214877306579e-3, 17.4286933], Bard),
        new(9, "Gaussian", [0.4, 1, 0], [1.127932769619e-8], static x =>
            x[0] * (-x[1] * ((8 - LeastSquaresProblem.Count(15)) / 2 - x[2]).Square() / 2).Exp() - GaussianData),
        new(10, "Meyer", [0.02, 4000, 250], [87.94585517], static x =>
            x[0] * (x[1] / (45 + 5 * LeastSquaresProblem.Count(16) + x[2])).Exp() - MeyerData),
        new(11, "Gulf research", [5, 2.5, 0.15], [0], static x => Gulf(x, 99)),
        new(12, "Box three-dimensional", [0, 10, 20], [0, 0.07558874074], static x =>
        {
            Tensor t = 0.1 * LeastSquaresProblem.Count(10);
            return (-t * x[0]).Exp() - (-t * x[1]).Exp() - x[2] * ((-t).Exp() - (-10 * t).Exp());
        }),
        new(15, "Kowalik and Osborne", [0.25, 0.39, 0.415, 0.39], [3.07505603849e-4, 1.0273426e-3], static x =>
            KowalikData - x[0] * (KowalikTimes * (KowalikTimes + x[1])) / (KowalikTimes * (KowalikTimes + x[2]) + x[3])),
        new(16, "Brown and Dennis", [25, 5, -5, -1], [85822.20162635], static x =>
        {
            Tensor t = LeastSquaresProblem.Count(20) / 5;
            return (x[0] + t * x[1] - t.Exp()).Square() + (x[2] + x[3] * t.Sin() - t.Cos()).Square();
        }),
        new(17, "Osborne 1", [0.5, 1.5, -1, 0.01, 0.02], [5.464894697483e-5], static x =>
        {
            Tensor t = 10 * (LeastSquaresProblem.Count(33) - 1);
            return FirstOsborneData - (x[0] + x[1] * (-t * x[3]).Exp() + x[2] * (-t * x[4]).Exp());
        }),
        new(18, "Biggs EXP6", [1, 2, 1, 1, 1, 1], [0, 5.65564992551e-3, 0.3063667726], static x =>
        {
            Tensor t = 0.1 * LeastSquaresProblem.Count(13), y = (-t).Exp() - 5 * (-10 * t).Exp() + 3 * (-4 * t).Exp();
            return x[2] * (-t * x[0]).Exp() - x[3] * (-t * x[1]).Exp() + x[5] * (-t * x[4]).Exp() - y;
        }),
        new(19, "Osborne 2", [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5], [4.013773629355e-2, 1.789813587], static x =>
        {
            Tensor t = (LeastSquaresProblem.Count(65) - 1) / 10;
            return SecondOsborneData - (x[0] * (-t * x[4]).Exp() + x[1] * (-(t - x[8]).Square() * x[5]).Exp()
                + x[2] * (-(t - x[9]).Square() * x[6]).Exp() + x[3] * (-(t - x[10]).Square() * x[7]).Exp());
        }),
    ];

    private static Tensor Bard(Tensor x)
    {
        Tensor u = LeastSquaresProblem.Count(15), v = 16 - u, w = u.Minimum(v);
        return BardData - (x[0] + u / (v * x[1] + w * x[2]));
    }

    /// <summary>As it is meant: y − x₂ under the power, where the paper's print has a product by m and i.</summary>
    private static Tensor Gulf(Tensor x, int m)
    {
        Tensor t = LeastSquaresProblem.Count(m) / 100, y = 25 + (-50 * t.Log()).Pow(2.0 / 3);
        return (-(y - x[1]).Abs().Pow(x[2]) / x[0]).Exp() - t;
    }
}

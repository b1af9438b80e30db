using Autograd;

namespace Curvature.Chapters;

public static class JacobianChapter
{
    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Jacobian", """
            A function with several results has a gradient for each: the rows of its Jacobian.
            Polar coordinates (r, φ) become (r cos φ, r sin φ), and areas grow by the Jacobian's determinant, which is r.
            """);
        (double radius, double angle) = (2, Math.PI / 6);
        (double sine, double cosine) = Math.SinCos(angle);
        Tensor point = Tensor.From([radius, angle]);
        Tensor closed = Tensor.From(new[,] { { cosine, -radius * sine }, { sine, radius * cosine } });
        notebook.Compare("The Jacobian at r = 2, φ = π/6, column by column",
            Differentiate.Jacobian(FromPolar, point, JacobianMode.Forward), closed, 1e-14);
        notebook.Compare("The same, row by row", Differentiate.Jacobian(FromPolar, point, JacobianMode.Reverse), closed, 1e-14);
        (Tensor sign, Tensor logarithm) = Differentiate.JacobianDeterminant(FromPolar, point);
        notebook.Compare("Its determinant", sign * logarithm.Exp(), Tensor.From(radius), 1e-14);
    }

    private static Tensor FromPolar(Tensor polar) => polar[0] * Tensor.Stack([polar[1].Cos(), polar[1].Sin()]);
}

namespace Autograd.Tests;

public partial class ErrorTests
{
    private static void AddLinear(BadCalls bad)
    {
        bad.Argument("MatMul", "[3, 4] [3, 4]", ["'m' [3, 4] · 'm' [3, 4]", "did you mean m.Transpose()?"], static () => Matrix.MatMul(Matrix));
        bad.Argument("MatMul", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.MatMul(Vector));
        bad.Argument("MatMul", "[3, 4] []", ["'m'", "scalar", "*"], static () => Matrix.MatMul(Scalar));
        bad.Argument("MatMul", "[3, 4] [3, 4]", ["Float32"], static () => Matrix.MatMul(Single));
        bad.Argument("MatMul", "[2, 3, 4] [5, 4, 3]", ["[2] of [2, 3, 4]", "[5]"], static () => Tensor.Ones<double>(2, 3, 4).MatMul(Tensor.Ones<double>(5, 4, 3)));
        bad.Argument("Dot", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.Dot(Vector));
        bad.Argument("Dot", "[5] [5]", ["Float32"], static () => Vector.Dot(Tensor.Ones<float>(5)));
        bad.Argument("Outer", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.Outer(Vector));
        bad.Argument("Trace", "[5]", ["'v'"], static () => Vector.Trace());
        bad.Argument("Linear", "[3, 4] [5]", ["'v'", "[in, out]"], static () => Matrix.Linear(Vector));
        bad.Argument("Linear", "[4, 2] [5]", ["'v'", "[2]"], static () => Matrix.Linear(Tensor.Ones<double>(4, 2), Vector));
        bad.Argument("Linear", "[3, 4] [2, 2]", ["'m'", "'w'"], static () => Matrix.Linear(Weight()));
        bad.Argument("Solve", "[3, 4]", ["'m'", "square"], static () => Matrix.Solve(Vector));
        bad.Argument("Solve", "[2, 2] [5]", ["'w'", "'v'"], static () => Weight().Solve(Vector));
        bad.Argument("Solve", "[2, 2]", ["'w'", "singular"], static () => Weight().Solve(Tensor.Ones<double>(2)));
        bad.Argument("Inverse", "[2, 2]", ["'w'", "singular"], static () => Weight().Inverse());
        bad.Argument("Determinant", "[3, 4]", ["'m'"], static () => Matrix.Determinant());
        bad.Argument("LogDeterminant", "[5]", ["'v'"], static () => Vector.LogDeterminant());
        bad.Argument("Cholesky", "[2, 2]", ["'w'", "not positive definite"], static () => (-Weight()).Named("w").Cholesky());
        bad.Argument("Cholesky", "[2, 2]", ["'t'", "not symmetric"], static () => Tensor.Ones<double>(2, 2).Tril().Named("t").Cholesky());
        bad.Argument("SymmetricEigen", "[2, 2]", ["'t'", "not symmetric"], static () => Tensor.Ones<double>(2, 2).Tril().Named("t").SymmetricEigen());
        bad.Argument("Svd", "[3, 4]", ["NaN"], static () => (Matrix * double.NaN).Svd());
        bad.Argument("Einsum", "[3, 4]", ["\"ij,jk\"", "names 2 operands"], static () => Tensor.Einsum("ij,jk", Matrix));
        bad.Argument("Einsum", "[3, 4] [5]", ["'j'", "4", "5"], static () => Tensor.Einsum("ij,j", Matrix, Vector));
        bad.Argument("Einsum", "[3, 4]", ["'k'"], static () => Tensor.Einsum("ij->k", Matrix));

        bad.Argument("LayerNorm", "[]", ["scalar"], static () => Scalar.LayerNorm());
        bad.Argument("LayerNorm", "[3, 4] [5]", ["the weight 'v' [5]", "'m'", "[4]"], static () => Matrix.LayerNorm(Vector));
        bad.Argument("LayerNorm", "[3, 4] [5]", ["the bias 'v' [5]"], static () => Matrix.LayerNorm(bias: Vector));
        bad.Argument("CrossEntropy", "[3, 4]", ["2 labels", "'m'"], static () => Matrix.CrossEntropy([0, 1]));
        bad.Range("CrossEntropy", "[3, 4]", ["label 4", "'m'", "0 to 3"], static () => Matrix.CrossEntropy([0, 1, 4]));
        bad.Argument("CrossEntropy", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.CrossEntropy(Vector));
        bad.Argument("CrossEntropy", "[0, 4]", ["'empty'"], static () => Empty.CrossEntropy([]));
        bad.Argument("BinaryCrossEntropyWithLogits", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.BinaryCrossEntropyWithLogits(Vector));
        bad.Argument("MeanSquaredError", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.MeanSquaredError(Vector));
        bad.Argument("MeanSquaredError", "[0, 4]", ["'empty'"], static () => Empty.MeanSquaredError(Empty));
        bad.Argument("HuberLoss", "[3, 4] [5]", ["'m'", "'v'"], static () => Matrix.HuberLoss(Vector));
        bad.Range("HuberLoss", "[3, 4]", ["delta = 0"], static () => Matrix.HuberLoss(Matrix, 0));
    }

    private static void AddDifferentiate(BadCalls bad)
    {
        Func<Tensor, Tensor> many = static x => x * 2;
        (string Operation, Action Act)[] single =
        [
            ("Gradient", () => Differentiate.Gradient(many, Matrix)), ("Gradient", () => Differentiate.Gradient(many)(Matrix)),
            ("ValueAndGradient", () => Differentiate.ValueAndGradient(many, Matrix)),
            ("ValueAndGradient", () => Differentiate.ValueAndGradient(x => (x, 1), Matrix)),
            ("Gradients", () => Differentiate.Gradients((a, b) => a * b, Matrix, Matrix)),
            ("Hessian", () => Differentiate.Hessian(many, Matrix)), ("HessianDiagonal", () => Differentiate.HessianDiagonal(many, Matrix)),
            ("HessianVectorProduct", () => Differentiate.HessianVectorProduct(many, Matrix, Matrix)),
            ("HessianVectorProduct", () => Differentiate.HessianVectorProduct(x => x[0], [Matrix], [Matrix])),
            ("LaplacianEstimate", () => Differentiate.LaplacianEstimate(many, Matrix, 2, new(1))),
            ("ClassifyCriticalPoint", () => Differentiate.ClassifyCriticalPoint(many, Matrix)),
        ];
        foreach ((string operation, Action act) in single)
            bad.Argument(operation, "[3, 4]", ["no single gradient", ".Sum()"], act);

        (string Operation, Action<Func<Tensor, Tensor>> Act)[] all =
        [
            ("Gradient", static f => Differentiate.Gradient(f, Vector)), ("ValueAndGradient", static f => Differentiate.ValueAndGradient(f, Vector)),
            ("Vjp", static f => Differentiate.Vjp(f, Vector)), ("Jvp", static f => Differentiate.Jvp(f, Vector, Vector)),
            ("Linearize", static f => Differentiate.Linearize(f, Vector)), ("Jacobian", static f => Differentiate.Jacobian(f, Vector)),
            ("Hessian", static f => Differentiate.Hessian(f, Vector)), ("HessianDiagonal", static f => Differentiate.HessianDiagonal(f, Vector)),
            ("HessianVectorProduct", static f => Differentiate.HessianVectorProduct(f, Vector, Vector)),
            ("Laplacian", static f => Differentiate.Laplacian(f, Vector)), ("Divergence", static f => Differentiate.Divergence(f, Vector)),
            ("LaplacianEstimate", static f => Differentiate.LaplacianEstimate(f, Vector, 2, new(1))), ("Curl", static f => Differentiate.Curl(f, Vector)),
            ("JacobianDeterminant", static f => Differentiate.JacobianDeterminant(f, Vector)),
            ("ClassifyCriticalPoint", static f => Differentiate.ClassifyCriticalPoint(f, Vector)),
            ("Checkpoint", static f => Differentiate.Checkpoint(f, Vector)), ("GradientCheck", static f => GradientCheck.Run(f, Vector)),
        ];
        foreach ((string operation, Action<Func<Tensor, Tensor>> act) in all)
            bad.Argument(operation, "", ["the function returns null", "return a tensor"], () => act(static _ => null!));

        bad.State("Gradient", "[5]", ["does not depend on input 0", "IfUnused.Zeros"], static () => Differentiate.Gradient(static _ => Scalar, Vector, IfUnused.Throw));
        bad.Argument("Gradients", "[3, 4]", ["input 0, 'm' [3, 4]", "Tensor.Parameter"], static () => Differentiate.Gradients(Weight().Sum(), [Matrix]));
        bad.Argument("Gradients", "", ["input 0 is null"], static () => Differentiate.Gradients(Weight().Sum(), [null!]));
        bad.Argument("Gradients", "", ["input 1 is null"], static () => Differentiate.Gradients(static x => x[0].Sum(), [Matrix, null!]));
        bad.Argument("Jvp", "[3, 4] [5]", ["'m'", "'v'"], static () => Differentiate.Jvp(static x => x, Matrix, Vector));
        bad.Argument("Jvp", "[3, 4] [3, 4]", ["Float32"], static () => Differentiate.Jvp(static x => x, Matrix, Single));
        bad.Argument("Jvp", "", ["0 tangents", "1 input"], static () => Differentiate.Jvp(static x => x[0], [Matrix], []));
        bad.Argument("Linearize", "[3, 4] [5]", ["'v'"], static () => Differentiate.Linearize(static x => x, Matrix).Pushforward(Vector));
        bad.Argument("Vjp", "[5] [3, 4]", ["'v'"], static () => Differentiate.Vjp(static x => x * 1, Matrix).Pullback(Vector));
        bad.Argument("HessianVectorProduct", "[3, 4] [5]", ["'v'"], static () => Differentiate.HessianVectorProduct(static x => x.Sum(), Matrix, Vector));
        bad.Range("Jacobian", "", ["7"], static () => Differentiate.Jacobian(static x => x, Matrix, (JacobianMode)7));
        bad.Range("Laplacian", "[3, 4]", ["3 batch dimensions", "'m'"], static () => Differentiate.Laplacian(static x => x.Sum(), Matrix, 3));
        bad.Argument("Laplacian", "[3, 4]", ["points [3]"], static () => Differentiate.Laplacian(static x => x, Matrix, 1));
        bad.Range("LaplacianEstimate", "[3, 4]", ["1 samples"], static () => Differentiate.LaplacianEstimate(static x => x.Sum(), Matrix, 1, new(1)));
        bad.Argument("Divergence", "[3, 4] []", ["'m'"], static () => Differentiate.Divergence(static x => x.Sum(), Matrix));
        bad.Argument("Curl", "[5] [5]", ["'v'", "[3]"], static () => Differentiate.Curl(static x => x, Vector));
        bad.Argument("JacobianDeterminant", "[5] []", ["'v'"], static () => Differentiate.JacobianDeterminant(static x => x.Sum(), Vector));
        bad.Argument("ClassifyCriticalPoint", "[0, 4]", ["'empty'"], static () => Differentiate.ClassifyCriticalPoint(static x => x.Sum(), Empty));
        bad.State("Checkpoint", "[]", ["other values"], static () =>
        {
            int calls = 0;
            Differentiate.Checkpoint(x => (x * ++calls).Sum(), Weight()).Backward();
        });
        bad.Argument("GradientCheck", "[3, 4]", ["single precision"], static () => GradientCheck.Run(static x => x * 1, Single));
        bad.Range("GradientCheck", "", ["0 orders"], static () => GradientCheck.Run(static x => x, Matrix, new() { Orders = 0 }));

        bad.State("Wrong", "", ["Forward returns null"], static () => new Wrong(null, null).Apply(Matrix));
        bad.State("Wrong", "[3, 4]", ["input 0 'w' [3, 4]", "zeros"], static () => new Wrong(Matrix, null).Apply(Tensor.Parameter(Matrix, "w")).Sum().Backward());
        bad.State("Wrong", "[5] [3, 4]", ["[5]", "[3, 4]"], static () => new Wrong(Matrix, Vector).Apply(Tensor.Parameter(Matrix, "w")).Sum().Backward());
        bad.State("WithGradient", "[5] [3, 4]", ["[5]"], static () => Differentiate.WithGradient(static x => x, static (_, _, _) => Vector)(Tensor.Parameter(Matrix)).Sum().Backward());
    }

    private sealed class Wrong(Tensor? value, Tensor? gradient) : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => value!;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => gradient!;
    }
}

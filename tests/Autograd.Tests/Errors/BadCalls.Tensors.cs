using Autograd.Optimization;

namespace Autograd.Tests;

public partial class ErrorTests
{
    private static void AddTensors(BadCalls bad)
    {
        bad.Argument("From", "[2, 2]", ["3 values", "[2, 2]", "4"], static () => Tensor.From([1.0, 2, 3], 2, 2));
        bad.Argument("From", "", ["[-1]", "0 or more"], static () => Tensor.From([1.0], -1));
        bad.Argument("From", "", ["Half", "float or double"], static () => Tensor.From((Half)1));
        bad.Argument("Zeros", "", ["[2, -3]"], static () => Tensor.Zeros<float>(2, -3));
        bad.Argument("Zeros", "", ["[65536, 65536]", "2147483647"], static () => Tensor.Zeros<float>(65536, 65536));
        bad.Argument("Ones", "", ["Half"], static () => Tensor.Ones<Half>(2));
        bad.Argument("Full", "", ["[-1]"], static () => Tensor.Full(1f, -1));
        bad.Argument("Eye", "", ["[-2, -2]"], static () => Tensor.Eye<float>(-2));
        bad.Argument("Normal", "", ["[-1]"], static () => Tensor.Normal<float>(new(1), -1));
        bad.Argument("Uniform", "", ["[-1]"], static () => Tensor.Uniform<float>(new(1), -1));
        bad.Argument("Arange", "", ["0", "towards stop"], static () => Tensor.Arange(0.0, 1, 0));
        bad.Argument("Arange", "", ["-1"], static () => Tensor.Arange(0.0, 1, -1));
        bad.Argument("Arange", "", ["NaN"], static () => Tensor.Arange(0.0, double.NaN, 1));
        bad.Argument("Arange", "", ["larger steps"], static () => Tensor.Arange(0.0, 1e12, 1));
        bad.Range("Linspace", "", ["-1 values"], static () => Tensor.Linspace(0.0, 1, -1));
        bad.Memory("Tensor", "", ["MiB"], static () => Tensor.Zeros<double>(int.MaxValue));
        bad.Argument("Shape", "", ["[-1, 2]"], static () => Shape.Create([-1, 2]));
        bad.Range("Shape", "[3, 4]", ["axis 2", "-2 to 1"], static () => _ = Matrix.Shape[2]);
        bad.Range("Shape", "[3, 4]", ["axis ^3", "^1 to ^2"], static () => _ = Matrix.Shape[^3]);

        bad.State("Item", "[3, 4]", ["'m'", "12 elements", "index or reduce"], static () => Matrix.Item<double>());
        bad.Argument("Item", "[]", ["Float64", "float", "ask for double"], static () => Scalar.Item<float>());
        bad.State("ToDouble", "[3, 4]", ["'m'"], static () => Matrix.ToDouble());
        bad.Argument("ToArray", "[3, 4]", ["'m'", "type float"], static () => Matrix.ToArray<float>());
        bad.Argument("AsSpan", "[3, 4]", ["'m'", "Half"], static () => Matrix.AsSpan<Half>());
        bad.Argument("AsTensorSpan", "[3, 4]", ["'m'"], static () => Matrix.AsTensorSpan<float>());
        bad.Argument("CopyTo", "[3, 4]", ["'m'", "12 elements", "room for 3"], static () => Matrix.CopyTo<double>(new double[3]));
        bad.Argument("CopyTo", "[3, 4]", ["'m'", "type float"], static () => Matrix.CopyTo<float>(new float[12]));

        bad.State("Assign", "[3, 4]", ["'m'", "Tensor.Parameter"], static () => Matrix.Assign(Matrix));
        bad.Argument("Assign", "[2, 2] [3, 4]", ["'w'", "'m'"], static () => Weight().Assign(Matrix));
        bad.Argument("Assign", "[2, 2] [2, 2]", ["'w'", "Float32", "Float64"], static () => Weight().Assign(Tensor.Ones<float>(2, 2)));
        bad.State("RetainGrad", "[3, 4]", ["'m'", "Tensor.Parameter"], static () => Matrix.RetainGrad());
        bad.State("OnGradient", "[3, 4]", ["'m'"], static () => Matrix.OnGradient(static gradient => gradient));
        bad.State("OnGradient", "[1] [2, 2]", ["[1]", "'w'"], static () =>
        {
            Tensor w = Weight();
            using IDisposable _ = w.OnGradient(static gradient => Tensor.Ones<double>(1));
            w.Sum().Backward();
        });

        bad.State("Backward", "[3, 4]", ["'m'", "Tensor.Parameter"], static () => Matrix.Backward());
        bad.State("Backward", "[]", ["no tape"], static () => Weight().Detach().Sum().Backward());
        bad.Argument("Backward", "[2, 2]", ["'y'", ".Sum()", "upstream", "Jacobian"], static () => (Weight() * 2).Named("y").Backward());
        bad.Argument("Backward", "[3, 4] [2, 2]", ["'m'", "'w'"], static () => Weight().Backward(Matrix));
        bad.Argument("Backward", "[2, 2] [2, 2]", ["'w'", "Float32"], static () => Weight().Backward(Tensor.Ones<float>(2, 2)));
        bad.State("Backward", "[2, 2]", ["Square [2, 2]", "retainGraph"], static () =>
        {
            Tensor loss = Weight().Square().Sum().Named("loss");
            loss.Backward();
            loss.Backward();
        });
        bad.State("Multiply", "[2, 2]", ["'w'", "before Assign"], static () =>
        {
            Tensor w = Weight(), y = (w * w).Sum();
            w.Assign(Tensor.Zeros<double>(2, 2));
            y.Backward();
        });

        bad.Disposed("Item", "[]", ["'gone'", "scope.Keep"], static () => Gone().Item<double>());
        bad.Disposed("ToDouble", "[]", ["'gone'"], static () => Gone().ToDouble());
        bad.Disposed("ToArray", "[]", ["'gone'"], static () => Gone().ToArray<double>());
        bad.Disposed("AsSpan", "[]", ["'gone'"], static () => Gone().AsSpan<double>());
        bad.Disposed("TensorScope", "", ["scope.Keep"], static () => Gone().Exp());
        bad.Disposed("TensorScope.Keep", "", ["has ended"], static () =>
        {
            TensorScope scope = new();
            scope.Dispose();
            scope.Keep(Matrix);
        });
        bad.Disposed("TensorScope.Keep", "[]", ["'gone'"], static () =>
        {
            using TensorScope scope = new();
            scope.Keep(Gone());
        });
        bad.Argument("TensorScope.Keep", "", ["String", "tuple"], static () =>
        {
            using TensorScope scope = new();
            scope.Keep("weights");
        });
        bad.Range("AutogradOptions.Threads", "", ["0 threads"], static () => AutogradOptions.Threads = 0);
        bad.Argument("Add", "[3, 4] [4]", ["'m'", "StrictBroadcast"], static () =>
        {
            using Scope strict = Tape.StrictBroadcast();
            _ = Matrix + Tensor.Ones<double>(4);
        });
    }

    private static void AddOptimisers(BadCalls bad)
    {
        bad.Argument("Sgd", "", ["no parameters"], static () => _ = new Sgd([], 0.1));
        bad.Argument("Sgd", "[3, 4]", ["'m'", "no parameter"], static () => _ = new Sgd([Matrix], 0.1));
        bad.Argument("Sgd", "", ["parameter 1 is null"], static () => _ = new Sgd([Weight(), null!], 0.1));
        bad.Argument("Sgd", "[2, 2]", ["'w'", "given twice"], static () =>
        {
            Tensor w = Weight();
            _ = new Sgd([w, w], 0.1);
        });
        bad.Range("Sgd", "", ["learning rate of -1"], static () => _ = new Sgd([Weight()], -1));
        bad.Range("Sgd", "", ["learning rate of NaN"], static () => new Sgd([Weight()], 1).LearningRate = double.NaN);
        bad.Range("Sgd", "", ["momentum"], static () => _ = new Sgd([Weight()], 1, momentum: -1));
        bad.Range("Sgd", "", ["weight decay"], static () => _ = new Sgd([Weight()], 1, weightDecay: double.PositiveInfinity));
        bad.Argument("Sgd", "", ["momentum"], static () => _ = new Sgd([Weight()], 1, nesterov: true));
        bad.Disposed("Sgd", "[]", ["'gone'"], static () =>
        {
            Sgd optimizer;
            using (new TensorScope())
                optimizer = new Sgd([Tensor.Parameter(Tensor.From(1.0), "gone")], 0.1);
            optimizer.Step();
        });
        bad.Range("Adam", "", ["beta1"], static () => _ = new Adam([Weight()], beta1: 1));
        bad.Range("Adam", "", ["epsilon"], static () => _ = new Adam([Weight()], epsilon: -1));
        bad.Range("AdamW", "", ["beta2"], static () => _ = new AdamW([Weight()], beta2: double.NaN));
        bad.Range("ClipGradNorm", "", ["-1"], static () => new[] { Weight() }.ClipGradNorm(-1));
        bad.Argument("ClipGradNorm", "[3, 4]", ["'m'"], static () => new[] { Matrix }.ClipGradNorm(1));
        bad.Argument("LBfgs", "", ["no parameters"], static () => _ = new LBfgs([], static () => Scalar));
        bad.Range("LBfgs", "", ["history of 0"], static () => LBfgs.Minimize(static x => x.Sum(), Scalar, new() { History = 0 }));
        bad.Range("LBfgs", "", ["-1 iterations"], static () => LBfgs.Minimize(static x => x.Sum(), Scalar, new() { IterationLimit = -1 }));
        bad.Range("LBfgs", "", ["gradient tolerance of NaN"], static () => LBfgs.Minimize(static x => x.Sum(), Scalar, new() { GradientTolerance = double.NaN }));
        bad.Range("LBfgs", "", ["curvature of 2"], static () => LBfgs.Minimize(static x => x.Sum(), Scalar, new() { Curvature = 2 }));
        bad.Argument("LBfgs", "[3, 4]", ["12 elements", ".Sum()"], static () => LBfgs.Minimize(static x => x * 2, Matrix));
        bad.Argument("LBfgs", "", ["null"], static () => LBfgs.Minimize(static x => null!, Matrix));
        bad.State("LBfgs", "", ["does not depend"], static () => LBfgs.Minimize(static x => Scalar, Matrix));
        bad.Argument("LBfgs", "", ["at the start"], static () => LBfgs.Minimize(static x => x.Sum().Log(), Tensor.Zeros<double>(2)));
        bad.Range("LevenbergMarquardt", "", ["initial damping of 0"], static () => LevenbergMarquardt.Minimize(static x => x, Vector, new() { InitialDamping = 0 }));
        bad.Range("LevenbergMarquardt", "", ["step tolerance of -1"], static () => LevenbergMarquardt.Minimize(static x => x, Vector, new() { StepTolerance = -1 }));
        bad.Argument("LevenbergMarquardt", "[0]", ["[0]", "nothing to change"], static () => LevenbergMarquardt.Minimize(static x => x, Tensor.Zeros<double>(0)));
        bad.Argument("LevenbergMarquardt", "[]", ["no vector"], static () => LevenbergMarquardt.Minimize(static x => x.Sum(), Vector));
        bad.Argument("LevenbergMarquardt", "", ["null"], static () => LevenbergMarquardt.Minimize(static x => null!, Vector));
        bad.State("LevenbergMarquardt", "[5] [5]", ["'v'", "do not depend"], static () => LevenbergMarquardt.Minimize(static x => Vector, Vector));
        bad.Argument("LevenbergMarquardt", "[5]", ["NaN"], static () => LevenbergMarquardt.Minimize(static x => x, Vector * double.NaN));
        bad.Range("PictureOptions", "", ["MaxBoxes is 0"], static () => _ = new PictureOptions { MaxBoxes = 0 });
        bad.Range("PictureOptions", "", ["Digits is 18"], static () => _ = new PictureOptions { Digits = 18 });
    }

    /// <summary>A number whose scope has ended.</summary>
    private static Tensor Gone()
    {
        using TensorScope scope = new();
        return Tensor.From(1.0).Named("gone");
    }
}

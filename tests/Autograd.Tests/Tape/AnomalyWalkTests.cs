using static Autograd.Tests.Anomalies;
using Modes = Autograd.Tape;

namespace Autograd.Tests;

/// <summary>Anomaly mode in walks: back, forward, recorded, nested, through hooks, functions and checkpoints.</summary>
public class AnomalyWalkTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From([4.0, 0.0, 1.0]), "x");

    [Fact]
    public void ASlopeThatIsInfiniteIsNamedWhereItWasRecorded()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            Tensor y;
            using (Modes.Named("encoder"))
            {
                line = Line() + 1;
                y = x.Sqrt().Named("root");
            }

            (y * 2).Sum().Backward();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Sqrt");
        error.Name.Should().Be("root");
        error.Pass.Should().Be(AnomalyPass.Backward);
        error.Indices.Single().Should().Equal(1);
        error.Values.Should().Equal(double.PositiveInfinity);
        error.Message.Should().Contain("Sqrt [3] 'root' in encoder").And.Contain("Parameter [3] 'x'")
            .And.Contain("[1] = ∞, where the operand is 0 and the local gradient ∞, recorded at AnomalyWalkTests.");
    }

    [Fact]
    public void AnOverflowOnTheWayBackIsNamed()
    {
        Tensor small = x * 1e-300;
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = small * Tensor.From([1.0, 1, 1e308]);
            Differentiate.Gradients(y, [x], Tensor.From([1.0, 1, 100]));
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Multiply");
        error.Message.Should().Contain("[2] = ∞, where the operand is 1E−300 and the local gradient 1E+308, recorded");
    }

    [Fact]
    public void UpstreamThatIsZeroIsNoAnomaly()
    {
        using (Modes.DetectAnomaly())
        {
            (x.Sqrt() * Tensor.From([1.0, 0, 1])).Sum().Backward();
            Tensor.Where(x.Greater(0), x.Sqrt(), x).Sum().Backward();
        }

        x.Grad.ShouldHold([3], 0.5, 1, 1);
    }

    [Fact]
    public void SumsWhereBranchesMeetBelongToTheLastOfThem()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = Tensor.Concat([x, x]);
            y.Backward(Tensor.From([1.7e308, 1, 1, 1.7e308, 1, 1]));
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Concat");

        error = Caught(() =>
        {
            Tensor one = x[0];
            line = Line() + 1;
            Tensor y = Tensor.Where(Tensor.Ones<double>(3), one, 0.0);
            y.Backward(Tensor.From([1e308, 1e308, 1e308]));
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Where");
    }

    [Fact]
    public void UpstreamThatIsNotFiniteIsNotBlamed()
    {
        using (Modes.DetectAnomaly())
        {
            Tensor y = x * x + x.Exp();
            y.Backward(Tensor.From([double.NaN, 1, double.PositiveInfinity]));
            (x * Tensor.From([double.NaN, 1, 1])).Sum().Backward();
        }
    }

    [Fact]
    public void WhatWasRecordedOutsideHasNoLine()
    {
        Tensor y = x.Sqrt();
        AnomalyException error = Caught(() => y.Sum().Backward());
        error.Line.Should().BeNull();
        error.Message.Should().Contain("open DetectAnomaly before the forward pass");
    }

    [Fact]
    public void TheTapeStaysWhereTheWalkBroke()
    {
        Tensor y = x.Sqrt().Sum();
        Caught(() => y.Backward());
        y.Backward();
        x.Grad.ShouldHold([3], 0.25, double.PositiveInfinity, 0.5);
    }

    [Fact]
    public void EveryKindOfDerivativeIsWatched()
    {
        Tensor at = Tensor.From([0.0, 1.0]);
        foreach (Action work in new Action[]
        {
            () => Differentiate.Gradient(t => t.Sqrt().Sum(), at),
            () => Differentiate.Vjp(t => t.Sqrt(), at).Pullback(Tensor.Ones<double>(2)),
            () => Differentiate.Jacobian(t => t.Sqrt().Sum(), at),
            () => Differentiate.Hessian(t => t.Sqrt().Sum(), at),
            () => x.Sqrt().Sum().Backward(createGraph: true),
        })
            Caught(work).Pass.Should().Be(AnomalyPass.Backward);
        foreach (Action work in new Action[]
        {
            () => Differentiate.Jvp(t => t.Sqrt(), at, Tensor.Ones<double>(2)),
            () => Differentiate.Linearize(t => t.Sqrt(), at).Pushforward(Tensor.Ones<double>(2)),
            () => Differentiate.Jacobian(t => t.Sqrt(), at, JacobianMode.Forward),
        })
            Caught(work).Pass.Should().Be(AnomalyPass.ForwardMode);
    }

    [Fact]
    public void ATangentIsNamedWhereTheOperationWasRecorded()
    {
        int line = 0;
        AnomalyException error = Caught(() => Differentiate.Jvp(t =>
        {
            line = Line() + 1;
            Tensor y = t.Sqrt();
            return y.Named("root");
        }, x, Tensor.Ones<double>(3)));
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Sqrt");
        error.Name.Should().Be("root");
        error.Indices.Single().Should().Equal(1);
    }

    [Fact]
    public void ARecordedWalkSaysInWhoseRuleItBroke()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = x.Pow(1.5);
            y.Sum().Backward(createGraph: true);
            x.Grad!.Sum().Backward();
        });
        ShouldBeAt(error, line);
        error.Pass.Should().Be(AnomalyPass.Backward);
        error.Message.Should().Contain("recorded in the backward pass of Pow, at ");
    }

    [Fact]
    public void AHookIsBlamedForWhatItReturns()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = (x * 2).Named("hidden");
            y.OnGradient(gradient => Tensor.From([double.NaN, 0, 0]));
            y.Sum().Backward();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("OnGradient");
        error.Name.Should().Be("hidden");
        error = Caught(() =>
        {
            Tensor y = x * 2;
            y.OnGradient(gradient =>
            {
                line = Line() + 1;
                Tensor other = (gradient - 1).Log();
                return other.Named("other");
            });
            y.Sum().Backward();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Log");
    }

    [Fact]
    public void HooksAreCalledAndGradientsAccumulateAsEver()
    {
        int calls = 0;
        using (Modes.DetectAnomaly())
        {
            Tensor y = x * 2;
            y.OnGradient(gradient =>
            {
                calls++;
                return gradient * 3;
            });
            y.Sum().Backward();
            (x * 1).Sum().Backward();
        }

        calls.Should().Be(1);
        x.Grad.ShouldHold([3], 7, 7, 7);
    }

    [Fact]
    public void OwnFunctionsAreBlamedForTheirGradients()
    {
        AnomalyException error = Caught(() => new Root().Apply(x).Sum().Backward());
        error.Operation.Should().Be("Divide");
        error.Pass.Should().Be(AnomalyPass.Forward);
        ShouldBeAt(error, Root.BackwardLine);
        error.Message.Should().StartWith("Divide: in the backward pass of Root, 1 of the 3 elements");

        int line = 0;
        error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = new Given().Apply(x);
            y.Sum().Backward();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Given");
    }

    [Fact]
    public void FormulasAreBlamedForTheirSlopes()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = x.Map(new RootFormula());
            y.Sum().Backward();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Map");
        Caught(() => x.Map(new RootFormula()).Sum().Backward(createGraph: true)).Operation.Should().Be("Map");
    }

    [Fact]
    public void CheckpointsAreWatchedInside()
    {
        int line = 0;
        Tensor Inside(Tensor t)
        {
            line = Line() + 1;
            Tensor y = t.Sqrt();
            return y * Tensor.From([1.0, 1, 1]);
        }

        AnomalyException error = Caught(() => Differentiate.Checkpoint(Inside, x).Sum().Backward());
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Sqrt");

        Tensor recorded = Differentiate.Checkpoint(Inside, x).Sum();
        ShouldBeAt(Caught(() => recorded.Backward()), line);
        using (Modes.DetectAnomaly())
            Differentiate.Checkpoint(t => t * Tensor.From([double.NaN, 1, 1]), x).Sum().Backward();
        ShouldBeAt(Caught(() => Differentiate.Jvp(t => Differentiate.Checkpoint(Inside, t), x, Tensor.Ones<double>(3))), line);
    }

    [Fact]
    public void ALimitCatchesGradientsThatGrow()
    {
        AnomalyException error = Caught(() =>
        {
            Tensor y = x;
            for (int i = 0; i < 10; i++)
                y = y.Sinh().Asinh() * 1.5;
            y.Sum().Backward(Tensor.Scalar(30.0, DType.Float64));
        }, limit: 1000);
        error.Values.Should().OnlyContain(value => Math.Abs(value) > 1000);
    }

    private readonly struct RootFormula : IFormula
    {
        public R Of<R>(R x) where R : struct, IReal<R> => R.Sqrt(x);
    }

    private sealed class Root : UnaryFunction
    {
        public static int BackwardLine { get; private set; }

        protected override Tensor Forward(Tensor x) => x.Sqrt();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream)
        {
            BackwardLine = Line() + 1;
            Tensor gradient = upstream / (2 * y);
            return gradient.Named("gradient");
        }
    }

    private sealed class Given : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x * 2;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => Tensor.From([double.NaN, 1, 2]);
    }
}

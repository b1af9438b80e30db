using Modes = Autograd.Tape;

namespace Autograd.Tests;

/// <summary>The modes of recording: where they reach, and where they do not.</summary>
public class ModeTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From(2.0));

    private bool IsRecording => (x * 2).RequiresGrad;

    /// <summary>Ends on another thread than it began, as a rule.</summary>
    private static async Task Hop() => await Task.Delay(1).ConfigureAwait(false);

    private static Task<T> OnPool<T>(Func<T> work) => Task.Run(work);

    private static Task OnPool(Func<Task> work) => Task.Run(work);

    [Fact]
    public void ModesNest()
    {
        IsRecording.Should().BeTrue();
        using (Modes.NoGrad())
        {
            IsRecording.Should().BeFalse();
            using (Modes.EnableGrad())
            {
                IsRecording.Should().BeTrue();
                using (Modes.NoGrad())
                    IsRecording.Should().BeFalse();
                IsRecording.Should().BeTrue();
            }

            IsRecording.Should().BeFalse();
        }

        IsRecording.Should().BeTrue();
    }

    [Fact]
    public void AnExceptionEndsAMode()
    {
        try
        {
            using (Modes.NoGrad())
                throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            IsRecording.Should().BeTrue();
        }
    }

    [Fact]
    public void NoGradKeepsParametersAndTheirGradients()
    {
        (x * x).Backward();
        using (Modes.NoGrad())
        {
            x.RequiresGrad.Should().BeTrue();
            x.Assign(x - 0.5 * x.Grad!);
            (x - x.Grad!).RequiresGrad.Should().BeFalse();
        }

        x.ShouldHold([], 0);
    }

    [Fact]
    public void BackwardWorksInsideNoGrad()
    {
        Tensor y = x.Square();
        using (Modes.NoGrad())
            y.Backward(retainGraph: true);
        x.Grad.ShouldHold([], 4);
        x.ZeroGrad();
        using (Modes.NoGrad())
            y.Backward(createGraph: true);
        x.Grad!.RequiresGrad.Should().BeTrue("createGraph asks for a record");
    }

    [Fact]
    public async Task ModesFlowAcrossAwait()
    {
        using (Modes.NoGrad())
        {
            await Task.Yield();
            IsRecording.Should().BeFalse();
            await Hop();
            IsRecording.Should().BeFalse();
            (await OnPool(() => IsRecording)).Should().BeFalse("work started inside inherits the mode");
            using (Modes.EnableGrad())
            {
                await Hop();
                IsRecording.Should().BeTrue();
            }

            IsRecording.Should().BeFalse();
        }

        IsRecording.Should().BeTrue();
        await Hop();
        IsRecording.Should().BeTrue();
    }

    [Fact]
    public async Task ModesDoNotLeakOutOfAnAsyncMethod()
    {
        async Task Inner()
        {
            using (Modes.NoGrad())
                await Hop();
        }

        Task running = Inner();
        IsRecording.Should().BeTrue();
        await running;
        IsRecording.Should().BeTrue();
    }

    [Fact]
    public void ModesDoNotReachOtherThreads()
    {
        using Barrier barrier = new(2);
        void Meet() => barrier.SignalAndWait(TestContext.Current.CancellationToken);
        bool elsewhere = false;
        Thread other = new(() =>
        {
            Meet();
            elsewhere = IsRecording;
            Meet();
        });
        other.Start();
        using (Modes.NoGrad())
        {
            Meet();
            Meet();
        }

        other.Join();
        elsewhere.Should().BeTrue();
    }

    [Fact]
    public async Task PoolThreadsStartWithoutTheModesOfEarlierWork()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => OnPool(async () =>
        {
            Modes.NoGrad();
            await Task.Yield();
        })));
        bool[] recording = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => OnPool(() => IsRecording)));
        recording.Should().AllBeEquivalentTo(true);
    }

    [Fact]
    public void ComparisonsAndConstantsAreNotRecorded()
    {
        Tensor constant = Tensor.From(1.0);
        (constant * constant).RequiresGrad.Should().BeFalse();
        x.Greater(constant).RequiresGrad.Should().BeFalse();
        Modes.Of(constant * 2).Nodes.Should().BeEmpty();
    }
}

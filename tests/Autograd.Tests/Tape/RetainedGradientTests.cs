using FluentAssertions;

namespace Autograd.Tests;

/// <summary>A gradient that a computed tensor retains goes further down while it is kept: neither may change the other.</summary>
public sealed class RetainedGradientTests
{
    [Theory, InlineData(3), InlineData(300)]
    public void A_walk_inside_a_hook_does_not_add_to_what_is_on_its_way(int n)
    {
        Tensor x = Tensor.Parameter(Tensor.Full(2.0, n)), p = x * 1.5, half = x * 0.5, q = half + Tensor.Zeros<double>(n), y = p + q;
        y.RetainGrad();
        Tensor other = (y * 1.0).Sum();
        bool once = false;
        q.OnGradient(_ =>
        {
            if (!once)
            {
                once = true;
                other.Backward(retainGraph: true);
            }

            return null;
        });
        y.Square().Sum().Backward(retainGraph: true);
        x.Grad!.ToArray<double>().Should().OnlyContain(g => g == 18);     // 2y · 2 = 16 with y = 2x = 4, and the other walk's 2
        y.Grad!.ToArray<double>().Should().OnlyContain(g => g == 9);      // 2y = 8, and 1
    }

    [Theory, InlineData(3), InlineData(300)]
    public void What_a_hook_was_handed_stays_when_more_is_collected(int n)
    {
        Tensor x = Tensor.Parameter(Tensor.Full(2.0, n)), a = x * 2;
        Tensor? kept = null;
        a.OnGradient(g =>
        {
            kept ??= g;
            return null;
        });
        Tensor y = a + Tensor.Ones<double>(n);
        y.RetainGrad();
        Tensor loss = y.Square().Sum();
        loss.Backward(retainGraph: true);
        loss.Backward(retainGraph: true);
        kept!.ToArray<double>().Should().OnlyContain(g => g == 10);       // 2y with y = 5
        y.ZeroGrad();
        kept.ToArray<double>().Should().OnlyContain(g => g == 10);
    }
}

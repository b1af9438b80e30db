namespace Autograd.Tests.Laws;

/// <summary>The laws that every operation obeys, tried on every specimen, in both element types and several arrangements in memory.</summary>
public sealed class LawTests
{
    public static TheoryData<string, DType> All
    {
        get
        {
            TheoryData<string, DType> data = [];
            foreach (Specimen specimen in Specimens.All)
                foreach (DType type in Enum.GetValues<DType>())
                    data.Add(specimen.ToString(), type);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Value_agrees_with_the_reference(string name, DType type)
    {
        foreach (Trial trial in Trials(Specimens.Named(name), type))
        {
            Tensor value = trial.Function(trial.Inputs);
            Nd expected = trial.Specimen.Reference([.. trial.Operands.Select(Nd.Of)]);
            value.Shape.ToArray().Should().Equal(expected.Shape, trial.Because);
            Close(Nd.Of(value).Data, expected.Data, (type == DType.Float32 ? 2e-6 : 1e-13) * trial.Specimen.Slack, trial.Because);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Gradient_agrees_with_central_differences(string name, DType type) => GradientAgrees(Specimens.Named(name), type);

    /// <summary>A law that cannot see a wrong slope says nothing: it is shown one, in each element type.</summary>
    [Theory, ClassData(typeof(BothTypes))]
    public void A_wrong_slope_is_seen(DType type)
    {
        Specimen planted = new("Planted", "slope 1 % off", [new([3, 4])], static x => Unary.Apply(new SineWithWrongSlope(), x[0], "Planted"), static x => x[0]);
        FluentActions.Invoking(() => GradientAgrees(planted, type)).Should().Throw<Exception>().WithMessage($"*Planted slope 1 % off, {DType.Float64}*order 1*");
    }

    // Differences are taken in double precision for both types: in single precision they would say little.
    private static void GradientAgrees(Specimen specimen, DType type)
    {
        foreach (Trial trial in Orders(specimen, DType.Float64))
        {
            if (trial.Inputs.All(x => x.Count == 0))
                continue;
            Tensor y = trial.Function(trial.Inputs), upstream = trial.Direction(y.Shape);
            Tensor[] v = [.. trial.Inputs.Select(x => trial.Direction(x.Shape))];
            Tensor[] exact = Calculus.Vjp(y, upstream, trial.Inputs, createGraph: false), found = exact;
            if (type == DType.Float32)
            {
                Trial single = trial.In(type);
                found = Calculus.Vjp(single.Function(single.Inputs), upstream.Cast(type), single.Inputs, createGraph: false);
            }

            const double step = 3e-4;
            Tensor difference = Calculus.Difference(trial.Function, trial.Inputs, v, step);
            double tolerance = 2e-7 + 10 * specimen.Noise / step + (type == DType.Float32 ? 2e-5 * specimen.Slack : 0);
            double scale = 1 + Calculus.Size(exact) * Calculus.Size(v);
            Calculus.Inner(found, v).Should().BeApproximately(Calculus.Inner([upstream], [difference]), tolerance * scale, trial.Because);
            if (type == DType.Float64)
                continue;
            double largest = 1e-3 + exact.Max(g => g.Count == 0 ? 0 : g.Abs().Max().ToDouble());
            foreach ((Tensor right, Tensor rounded) in exact.Zip(found))
                Close(Nd.Of(rounded).Data, Nd.Of(right).Data, 2e-5 * specimen.Slack * largest, trial.Because, relative: false);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Forward_and_reverse_mode_are_transposes(string name, DType type)
    {
        foreach (Trial trial in Orders(name, type))
        {
            Tensor y = trial.Function(trial.Inputs), w = trial.Direction(y.Shape);
            Tensor[] v = [.. trial.Inputs.Select(x => trial.Direction(x.Shape))];
            Tensor[] pulled = Calculus.Vjp(y, w, trial.Inputs, createGraph: false);
            foreach (bool recorded in new[] { false, true })
            {
                Tensor pushed = Calculus.Jvp(y, trial.Inputs, v, recorded);
                pushed.Shape.ToArray().Should().Equal(y.Shape.ToArray(), trial.Because);
                double scale = 1e-3 + Calculus.Size(pulled) * Calculus.Size(v);
                Calculus.Inner([w], [pushed]).Should().BeApproximately(Calculus.Inner(pulled, v),
                    (type == DType.Float32 ? 3e-5 : 1e-12) * trial.Specimen.Slack * scale, trial.Because);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Fast_gradient_equals_the_traced_one(string name, DType type)
    {
        foreach (Trial trial in Orders(name, type))
        {
            Tensor y = trial.Function(trial.Inputs), upstream = trial.Direction(y.Shape);
            Tensor[] fast = Calculus.Vjp(y, upstream, trial.Inputs, createGraph: false);
            Tensor[] traced = Calculus.Vjp(y, upstream, trial.Inputs, createGraph: true);
            foreach ((Tensor a, Tensor b) in fast.Zip(traced))
                Close(Nd.Of(a).Data, Nd.Of(b).Data, (type == DType.Float32 ? 4e-6 : 1e-14) * trial.Specimen.Slack, trial.Because);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Stacked_directions_give_stacked_results(string name, DType type)
    {
        foreach (Trial trial in Orders(name, type))
        {
            Tensor y = trial.Function(trial.Inputs);
            if (y.Node is null)
                continue;
            double tolerance = (type == DType.Float32 ? 1e-5 : 1e-13) * trial.Specimen.Slack;
            Tensor[] upstreams = [.. Enumerable.Range(0, 3).Select(_ => trial.Direction(y.Shape))];
            Tensor[][] tangents = [.. Enumerable.Range(0, 3).Select(_ => trial.Inputs.Select(x => trial.Direction(x.Shape)).ToArray())];
            foreach (bool recorded in new[] { false, true })
            {
                Tensor[][] pulled = [.. upstreams.Select(upstream => Calculus.Vjp(y, upstream, trial.Inputs, recorded))];
                Tensor[] together = Calculus.Vjp(y, Tensor.Stack(upstreams), trial.Inputs, recorded);
                for (int i = 0; i < trial.Inputs.Length; i++)
                    Close(Nd.Of(together[i]).Data, Nd.Of(Tensor.Stack([.. pulled.Select(one => one[i])])).Data, tolerance, trial.Because);

                Tensor[] pushed = [.. tangents.Select(v => Calculus.Jvp(y, trial.Inputs, v, recorded))];
                Tensor at = Calculus.Jvp(y, trial.Inputs,
                    [.. trial.Inputs.Select((_, i) => Tensor.Stack([.. tangents.Select(v => v[i])]))], recorded);
                Close(Nd.Of(at).Data, Nd.Of(Tensor.Stack(pushed)).Data, tolerance, trial.Because);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void What_a_node_saved_is_honest(string name, DType type)
    {
        foreach (Trial trial in Orders(name, type))
        {
            Tensor y = trial.Function(trial.Inputs), upstream = trial.Direction(y.Shape);
            Tensor[] before = Calculus.Vjp(y, upstream, trial.Inputs, createGraph: false);
            HashSet<Storage> saved = [.. Tape.Of(y).Nodes.SelectMany(node => node.SavedTensors).Select(tensor => tensor.Storage)];
            foreach (Tensor tensor in trial.Inputs.Append(y))
                if (!saved.Contains(tensor.Storage))
                    Poison(tensor);
            Tensor[] after = Calculus.Vjp(y, upstream, trial.Inputs, createGraph: false);
            foreach ((Tensor a, Tensor b) in before.Zip(after))
                Nd.Of(b).Data.Should().Equal(Nd.Of(a).Data, trial.Because);
        }
    }

    private static void Poison(Tensor tensor)
    {
        int count = (int)(tensor.Storage.Bytes / tensor.DType.Size());
        for (int i = 0; i < count; i++)
        {
            if (tensor.DType == DType.Float32)
                System.Runtime.CompilerServices.Unsafe.Add(ref tensor.Storage.First<float>(), i) = float.NaN;
            else
                System.Runtime.CompilerServices.Unsafe.Add(ref tensor.Storage.First<double>(), i) = double.NaN;
        }
    }

    private static void Close(double[] found, double[] expected, double tolerance, string because, bool relative = true)
    {
        found.Length.Should().Be(expected.Length, because);
        double scale = relative ? expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() : 0;
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i].Equals(expected[i]))
                continue;
            double allowed = relative ? tolerance * (Math.Abs(expected[i]) + 0.1 * scale + 1e-3) : tolerance;
            Math.Abs(found[i] - expected[i]).Should().BeLessThanOrEqualTo(allowed, $"{because}, element {i}: {found[i]} against {expected[i]}");
        }
    }

    private static IEnumerable<Trial> Trials(Specimen specimen, DType type) =>
        Enum.GetValues<Arrangement>().Select(arrangement => Trial.Of(specimen, type, arrangement));

    private static IEnumerable<Trial> Orders(string name, DType type) => Orders(Specimens.Named(name), type);

    /// <summary>The specimen itself in every arrangement, and its gradient.</summary>
    private static IEnumerable<Trial> Orders(Specimen specimen, DType type)
    {
        foreach (Trial trial in Trials(specimen, type))
        {
            yield return trial;
            // With operands of its own: a law may have spoilt the first ones.
            Trial fresh = trial.In(type);
            if (fresh.Specimen.Orders > 1 && fresh.Function(fresh.Inputs).Node is not null)
                yield return fresh.Differentiated();
        }
    }

    private readonly struct SineWithWrongSlope : IUnaryFormula
    {
        public static Reads SlopeReads => Reads.X;

        public R Value<R>(R x) where R : struct, IReal<R> => R.Sin(x);

        public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1.01 * R.Cos(x);
    }
}

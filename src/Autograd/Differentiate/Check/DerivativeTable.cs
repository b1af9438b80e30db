namespace Autograd;

/// <summary>
/// The derivatives of results in directions, each computed three ways. Rows are elements of the result, or random
/// combinations of them; columns are elements of the inputs, or random directions.
/// </summary>
internal sealed class DerivativeTable
{
    private const int Sampled = 16, RandomDirections = 4;

    private readonly Func<Tensor[], Tensor> f;
    private readonly Tensor[] x;
    private readonly double step, tolerance, modesTolerance, epsilon;
    private readonly double[,] noise;

    private DerivativeTable(Func<Tensor[], Tensor> f, Tensor[] x, Tensor y, GradientCheckOptions options, Random random)
    {
        (this.f, this.x, Shape) = (f, x, y.Shape);
        bool single = y.DType == DType.Float32;
        step = options.Step ?? (single ? 0.02 : 3e-4);
        tolerance = options.Tolerance ?? (single ? 1e-2 : 1e-6);
        modesTolerance = tolerance * (single ? 1e-1 : 1e-3);
        epsilon = single ? 1.2e-7 : 2.2e-16;
        Rows = [.. Directions([y.Shape], y.DType, options.MaxElements, random)];
        Columns = [.. Directions([.. x.Select(static input => input.Shape)], y.DType, options.MaxElements, random)];
        (Numeric, Reverse, Forward, noise) = (Table(), Table(), Table(), Table());

        double[,] Table() => new double[Rows.Length, Columns.Length];
    }

    public Direction[] Rows { get; }

    public Direction[] Columns { get; }

    /// <summary>The shape of the result.</summary>
    public Shape Shape { get; }

    public double[,] Numeric { get; }

    public double[,] Reverse { get; }

    public double[,] Forward { get; }

    public Shape InputShape(int input) => x[input].Shape;

    /// <summary>Computes everything.</summary>
    public static DerivativeTable Of(Func<Tensor[], Tensor> f, Tensor[] x, GradientCheckOptions options, Random random)
    {
        Tracking tracking = Tracking.Of(f, x, nameof(GradientCheck));
        DerivativeTable table = new(f, x, tracking.Output, options, random);
        for (int row = 0; row < table.Rows.Length; row++)
        {
            double[][] gradients = [.. Differentiate.PullBack(tracking, table.Rows[row].Parts[0], IfUnused.Zeros, nameof(GradientCheck)).Select(Numbers)];
            for (int column = 0; column < table.Columns.Length; column++)
                table.Reverse[row, column] = table.Columns[column].Along(gradients);
        }

        for (int column = 0; column < table.Columns.Length; column++)
        {
            double[] tangent = Numbers(Differentiate.Push(tracking, table.Columns[column].Parts, nameof(GradientCheck)));
            Differences numeric = table.Difference(column, 1);
            for (int row = 0; row < table.Rows.Length; row++)
            {
                table.Forward[row, column] = table.Rows[row].Along([tangent]);
                table.Numeric[row, column] = table.Rows[row].Along([numeric.Central]);
                table.noise[row, column] = 50 * table.epsilon * table.Rows[row].AlongSizes(numeric.Largest) / numeric.Step;
            }
        }

        return table;
    }

    /// <summary>The places where the three ways disagree, the worst first.</summary>
    public (int Row, int Column)[] Disagreeing()
    {
        double largest = Numeric.Cast<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        List<(double Error, (int, int) Place)> found = [];
        for (int row = 0; row < Rows.Length; row++)
            for (int column = 0; column < Columns.Length; column++)
            {
                (double numeric, double reverse, double forward) = (Numeric[row, column], Reverse[row, column], Forward[row, column]);
                double scale = Math.Max(Math.Abs(numeric), Math.Abs(reverse)) + 0.1 * largest;
                double error = Math.Abs(reverse - numeric), between = Math.Abs(forward - reverse);

                // Written so that what is no number disagrees.
                if (!(error <= tolerance * scale + noise[row, column]) || !(between <= modesTolerance * scale))
                    found.Add((double.IsNaN(error + between) ? double.PositiveInfinity : Math.Max(error, between), (row, column)));
            }

        return [.. found.OrderByDescending(static entry => entry.Error).Select(static entry => entry.Place)];
    }

    /// <summary>Whether an analytic value is a numeric one, as far as numeric ones go.</summary>
    public bool Agree(double analytic, double numeric) =>
        Math.Abs(analytic - numeric) <= Math.Max(3 * tolerance, 1e-5) * Math.Max(Math.Abs(analytic), Math.Abs(numeric)) + 1e-12;

    /// <summary>
    /// Whether the function bends sharply here: seen through a step ten times finer, the slopes to the left and to the right
    /// still differ as much, or the derivative is another.
    /// </summary>
    public bool HasKink(int row, int column)
    {
        Differences wide = Difference(column, 1), narrow = Difference(column, 0.1);
        double Jump(Differences at) => Math.Abs(Rows[row].Along([at.Right]) - Rows[row].Along([at.Left]));
        double before = Numeric[row, column], after = Rows[row].Along([narrow.Central]);
        double size = Math.Max(Math.Abs(before), Math.Abs(after));
        return (Jump(narrow) > 0.5 * Jump(wide) && Jump(narrow) > 0.01 * size + 100 * noise[row, column])
            || (Math.Abs(after - before) > 0.01 * size && Agree(Reverse[row, column], after));
    }

    public GradientMismatch Mismatch((int Row, int Column) at, int order, Tensor[] named)
    {
        Direction row = Rows[at.Row], column = Columns[at.Column];
        return new(order, column.Input, column.Input < 0 ? null : named[column.Input].Name,
            column.Input < 0 ? [] : Index(x[column.Input].Shape, column.Place), row.Input < 0 ? null : Index(Shape, row.Place),
            Reverse[at.Row, at.Column], Forward[at.Row, at.Column], Numeric[at.Row, at.Column]);
    }

    /// <summary>Differences of fourth order in one direction, and the slopes to either side.</summary>
    private Differences Difference(int column, double fineness)
    {
        Direction direction = Columns[column];
        double here = direction.Input < 0 ? 1 : Math.Abs(Numbers(x[direction.Input])[direction.Place]);
        double h = step * fineness * Math.Max(1, double.IsFinite(here) ? here : 1);
        Tensor At(double t) => f([.. x.Select((input, i) => direction.Input < 0 || direction.Input == i ? input + direction.Parts[i] * t : input)]).Detach();
        Tensor middle = At(0), right = At(h), left = At(-h);
        Tensor near = (right - left) / (2 * h), far = (At(2 * h) - At(-2 * h)) / (4 * h);
        return new(h, Numbers((4 * near - far) / 3), Numbers((middle - left) / h), Numbers((right - middle) / h), Numbers(left.Abs().Maximum(right.Abs())));
    }

    /// <summary>Every element of these shapes by itself, or a sample of them with random directions over all.</summary>
    private static IEnumerable<Direction> Directions(Shape[] shapes, DType type, int most, Random random)
    {
        bool all = true;
        for (int input = 0; input < shapes.Length; input++)
        {
            int count = shapes[input].ElementCount;
            all &= count <= most;
            IEnumerable<int> places = count <= most ? Enumerable.Range(0, count)
                : Enumerable.Range(0, Sampled).Select(_ => random.Next(count)).Distinct().Order();
            foreach (int place in places)
            {
                double[] unit = new double[count];
                unit[place] = 1;
                yield return new(input, place, [.. shapes.Select((shape, i) =>
                    i == input ? Tensor.From(unit, shape).Cast(type) : Tensor.Filled(0, shape, type))]);
            }
        }

        for (int i = 0; i < RandomDirections && !all; i++)
            yield return new(-1, 0, [.. shapes.Select(shape => (Tensor.Uniform<double>(random, shape) * 2 - 1).Cast(type))]);
    }

    private static int[] Index(Shape shape, int place)
    {
        int[] index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
            (place, index[axis]) = Math.DivRem(place, shape[axis]);
        return index;
    }

    private static double[] Numbers(Tensor tensor) => tensor.Detach().Cast(DType.Float64).ToArray<double>();

    /// <summary>A unit direction of one input's element, or a random one, of which the input is −1.</summary>
    internal sealed record Direction(int Input, int Place, Tensor[] Parts)
    {
        private readonly double[][]? weights = Input < 0 ? [.. Parts.Select(Numbers)] : null;

        /// <summary>The component of tensors' elements in this direction.</summary>
        public double Along(double[][] elements) => weights is null
            ? elements[Input][Place]
            : elements.Zip(weights, static (part, weight) => part.Zip(weight, static (a, b) => a * b).Sum()).Sum();

        /// <summary>The same for one tensor's, with all terms counted as positive.</summary>
        public double AlongSizes(double[] elements) => weights is null
            ? Math.Abs(elements[Place])
            : elements.Zip(weights[0], static (a, b) => Math.Abs(a * b)).Sum();
    }

    private sealed record Differences(double Step, double[] Central, double[] Left, double[] Right, double[] Largest);
}

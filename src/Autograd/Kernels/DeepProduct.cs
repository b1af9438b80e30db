using System.Numerics;

namespace Autograd;

/// <summary>
/// A product so deep that sums taken term by term would lose digits: its depth is cut into parts, by its shape alone, whose
/// products are added in pairs. The parts of a small product are the threads' shares as well.
/// </summary>
internal static unsafe class DeepProduct
{
    /// <summary>The depth up to which a product is taken at once.</summary>
    public const int Longest = 1024;

    /// <summary>Depth of a part whose sums are taken one by one, of one along registers, and of one whose target is large.</summary>
    private const int Short = 64, Long = 1024, Wide = 16 * 1024;

    /// <summary>Elements of a target that costs little beside a short part.</summary>
    private const int Small = 4096;

    /// <summary>Elements of a target of which no second one is made.</summary>
    private const int Large = 1 << 24;

    /// <summary>Multiplications that are worth a thread's trouble, and how many shares are enough.</summary>
    private const int LeastWork = 1 << 20, EnoughShares = 8;

    /// <summary>How deep the parts of a product are.</summary>
    public static int PartDepth<T>(int m, int n, MatrixOperand<T> a, MatrixOperand<T> b) where T : unmanaged
    {
        bool alongRegisters = n == 1 || (m > 1 && n < 4) ? a.Column == 1 : m == 1 && b.Row == 1;
        return (long)m * n > Large ? int.MaxValue : (long)m * n > Small ? Wide : alongRegisters ? Long : Short;
    }

    /// <summary>As <see cref="MatrixProduct.Multiply"/>.</summary>
    public static void Multiply<T>(
        int m, int n, int k, int part, MatrixOperand<T> a, MatrixOperand<T> b, T* c, nint cRow, T* start, nint startRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = m * n, parts = (k - 1) / part + 1;
        long work = part == Wide ? 0 : (long)size * k;
        Cut shares = Cut.Into((int)Math.Clamp(work / LeastWork, 1, EnoughShares), parts, 1);
        int levels = BitOperations.Log2((uint)shares.Longest) + 2;
        using Scratch scratch = new(checked(size * levels * shares.Pieces), sizeof(T));
        fixed (T* room = &scratch.First<T>())
        {
            Share<T> share = new(m, n, k, part, a, b, shares, room, (nint)size * levels);
            Workers.Run(share, shares.Pieces);
            for (int step = 1; step < shares.Pieces; step *= 2)
                for (int i = 0; i + step < shares.Pieces; i += 2 * step)
                    Add(size, share.Room(i), share.Room(i + step));
            for (int i = 0; i < m; i++)
            {
                Span<T> target = new(c + i * cRow, n);
                ReadOnlySpan<T> sums = new(room + i * n, n);
                if (start == null)
                    sums.CopyTo(target);
                else
                    System.Numerics.Tensors.TensorPrimitives.Add(new ReadOnlySpan<T>(start + i * startRow, n), sums, target);
            }
        }
    }

    private static void Add<T>(int size, T* sum, T* term) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        System.Numerics.Tensors.TensorPrimitives.Add(new ReadOnlySpan<T>(sum, size), new ReadOnlySpan<T>(term, size), new Span<T>(sum, size));

    /// <summary>Some neighbouring parts, and their sum in memory of their own.</summary>
    private readonly struct Share<T>(int m, int n, int k, int part, MatrixOperand<T> a, MatrixOperand<T> b, Cut shares, T* room, nint roomEach) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Room(int piece) => room + piece * roomEach;

        public void Run(int piece) => Halves(shares.Start(piece), shares.Start(piece + 1), Room(piece));

        private void Halves(int first, int stop, T* sum)
        {
            if (stop - first == 1)
            {
                int from = first * part;
                MatrixProduct.MultiplyAtOnce(m, n, Math.Min(part, k - from), a.From(0, from), b.From(from, 0), sum, n, null, 0);
                return;
            }

            int middle = first + (stop - first) / 2;
            T* other = sum + (nint)m * n;
            Halves(first, middle, sum);
            Halves(middle, stop, other);
            Add(m * n, sum, other);
        }
    }
}

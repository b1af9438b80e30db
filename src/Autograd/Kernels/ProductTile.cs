using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd;

/// <summary>
/// One tile of a matrix product, a few rows high and one or two registers wide: where its operands lie, in elements.
/// The second register of a row starts <see cref="RightSecond"/> elements after the first in the right operand, and
/// <see cref="Second"/> elements after it in the target and in what the sums are added to, if anything.
/// The last register of a row may overlap columns that another tile has done; the overlap is its first elements.
/// </summary>
internal unsafe struct ProductTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // From this depth on a product is large, and its target may be far from the processor.
    private const int FarDepth = 128;

    public T* Left;
    public nint LeftRow;
    public nint LeftColumn;
    public T* Right;
    public nint RightRow;
    public nint RightSecond;
    public T* Target;
    public nint TargetRow;
    public T* Start;
    public nint StartRow;
    public nint Second;
    public nint Depth;
    public int Overlap;

    /// <summary>
    /// Computes the tile. All its elements stay in registers: each step of the depth loads one row of the right operand
    /// and multiplies it by one element of each row of the left.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TVector, TRegister, TRows, TWidth>(in ProductTile<T> tile)
        where TVector : unmanaged
        where TRegister : struct, IWidth<TVector, T>
        where TRows : struct, ICount
        where TWidth : struct, ICount
    {
        if (tile.Depth >= FarDepth) Prefetch<TRows>(tile.Target, tile.TargetRow, tile.Second);

        TileRow<T, TVector, TRegister, TWidth> row0 = default, row1 = default, row2 = default, row3 = default,
            row4 = default, row5 = default, row6 = default, row7 = default,
            row8 = default, row9 = default, row10 = default, row11 = default;

        // Four rows to a pointer: few enough pointers to stay in registers, and rows 1 to 3 are one index away.
        T* left = tile.Left;
        nint one = tile.LeftRow, two = 2 * one, three = 3 * one;
        T* left4 = left + 4 * one;
        T* left8 = left4 + 4 * one;
        nint leftStep = tile.LeftColumn;
        T* right = tile.Right;
        nint rightSecond = tile.RightSecond, rightStep = tile.RightRow;
        nint depth = tile.Depth;
        do
        {
            TVector first = TRegister.Load(right);
            TVector second = TWidth.Value > 1 ? TRegister.Load(right + rightSecond) : first;
            right += rightStep;

            row0.MultiplyAdd(*left, first, second);
            if (TRows.Value > 1) row1.MultiplyAdd(left[one], first, second);
            if (TRows.Value > 2) row2.MultiplyAdd(left[two], first, second);
            if (TRows.Value > 3) row3.MultiplyAdd(left[three], first, second);
            left += leftStep;
            if (TRows.Value > 4)
            {
                row4.MultiplyAdd(*left4, first, second);
                row5.MultiplyAdd(left4[one], first, second);
                if (TRows.Value > 6) row6.MultiplyAdd(left4[two], first, second);
                if (TRows.Value > 7) row7.MultiplyAdd(left4[three], first, second);
                left4 += leftStep;
            }

            if (TRows.Value > 8)
            {
                row8.MultiplyAdd(*left8, first, second);
                row9.MultiplyAdd(left8[one], first, second);
                row10.MultiplyAdd(left8[two], first, second);
                row11.MultiplyAdd(left8[three], first, second);
                left8 += leftStep;
            }
        }
        while (--depth != 0);

        T* target = tile.Target;
        nint targetRow = tile.TargetRow, targetSecond = tile.Second;
        T* start = tile.Start;
        if (start != null)
        {
            nint startRow = tile.StartRow;
            TVector keep = TRegister.MaskFrom(T.CreateTruncating(tile.Overlap));
            row0.StoreSum(target, start, targetSecond, keep);
            if (TRows.Value > 1) row1.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 2) row2.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 3) row3.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 4) row4.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 5) row5.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 6) row6.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 7) row7.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 8) row8.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 9) row9.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 10) row10.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
            if (TRows.Value > 11) row11.StoreSum(target += targetRow, start += startRow, targetSecond, keep);
        }
        else
        {
            row0.Store(target, targetSecond);
            if (TRows.Value > 1) row1.Store(target += targetRow, targetSecond);
            if (TRows.Value > 2) row2.Store(target += targetRow, targetSecond);
            if (TRows.Value > 3) row3.Store(target += targetRow, targetSecond);
            if (TRows.Value > 4) row4.Store(target += targetRow, targetSecond);
            if (TRows.Value > 5) row5.Store(target += targetRow, targetSecond);
            if (TRows.Value > 6) row6.Store(target += targetRow, targetSecond);
            if (TRows.Value > 7) row7.Store(target += targetRow, targetSecond);
            if (TRows.Value > 8) row8.Store(target += targetRow, targetSecond);
            if (TRows.Value > 9) row9.Store(target += targetRow, targetSecond);
            if (TRows.Value > 10) row10.Store(target += targetRow, targetSecond);
            if (TRows.Value > 11) row11.Store(target += targetRow, targetSecond);
        }
    }

    // The sums are added to the target at the very end: fetching it meanwhile hides the way to memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<TRows>(T* target, nint row, nint second)
        where TRows : struct, ICount
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < TRows.Value; i++, target += row)
        {
            Sse.Prefetch0(target);
            Sse.Prefetch0(target + second);
        }
    }
}

/// <summary>One row of a tile: its sums, in one register or two.</summary>
internal unsafe struct TileRow<T, TVector, TRegister, TWidth>
    where T : unmanaged
    where TVector : unmanaged
    where TRegister : struct, IWidth<TVector, T>
    where TWidth : struct, ICount
{
    private TVector sums;
    private TVector more;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(T left, TVector first, TVector second)
    {
        TVector factor = TRegister.Create(left);
        sums = TRegister.MultiplyAdd(factor, first, sums);
        if (TWidth.Value > 1) more = TRegister.MultiplyAdd(factor, second, more);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(T* target, nint second)
    {
        TRegister.Store(sums, target);
        if (TWidth.Value > 1) TRegister.Store(more, target + second);
    }

    /// <summary>Stores the sum of the row and what it starts from, leaving alone what the last register overlaps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreSum(T* target, T* start, nint second, TVector keep)
    {
        if (TWidth.Value > 1)
        {
            TRegister.Store(TRegister.Add(TRegister.Load(start), sums), target);
            StoreLast(target + second, start + second, more, keep);
        }
        else
        {
            StoreLast(target, start, sums, keep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLast(T* target, T* start, TVector sum, TVector keep) => TRegister.Store(
        TRegister.Select(keep, TRegister.Add(TRegister.Load(start), sum), TRegister.Load(target)), target);
}

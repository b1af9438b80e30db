namespace Autograd;

/// <summary>
/// Matrices of the last two axes in column order and double precision, as the factorisations take them: those of float32
/// are rounded once, at the end.
/// </summary>
internal static class ColumnMajor
{
    /// <summary>A copy of each matrix of the batch.</summary>
    public static double[][] Read(Tensor x)
    {
        // The columns of a matrix are the rows of its transpose.
        double[] all = x.Values().Transpose().Cast(DType.Float64).ToArray<double>();
        int size = x.Shape.Trailing(2).ElementCount;
        double[][] matrices = new double[x.Shape.Leading(2).ElementCount][];
        for (int i = 0; i < matrices.Length; i++)
            matrices[i] = all.AsSpan(i * size, size).ToArray();
        return matrices;
    }

    /// <summary>A tensor of these matrices.</summary>
    public static Tensor Write(double[][] matrices, Shape shape, DType type)
    {
        Shape columns = shape.Leading(2).Then([shape[-1], shape[-2]]);
        return Copy.RowMajor(WriteRows(matrices, columns, type).Transpose());
    }

    /// <summary>A tensor of these elements in reading order, given in parts.</summary>
    public static Tensor WriteRows(double[][] parts, Shape shape, DType type)
    {
        double[] all = new double[shape.ElementCount];
        int place = 0;
        foreach (double[] part in parts)
        {
            part.CopyTo(all, place);
            place += part.Length;
        }

        return Tensor.Copied<double>(all, shape).Cast(type);
    }

    /// <summary>For each matrix of a batch, which of the operand's own matrices is repeated there.</summary>
    public static int[] Places(Shape own, Shape batch)
    {
        int[] strides = Broadcast.Strides(new(own), batch), sizes = Layout.RowMajor(batch), places = new int[batch.ElementCount];
        for (int i = 0; i < places.Length; i++)
            for (int axis = 0; axis < sizes.Length; axis++)
                places[i] += i / sizes[axis] % batch[axis] * strides[axis];
        return places;
    }
}

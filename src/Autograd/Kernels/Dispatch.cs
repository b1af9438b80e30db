using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>A loop over memory, written once for every element type and register width.</summary>
internal interface IKernel
{
    void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged;
}

/// <summary>Runs a kernel at the widest registers of this processor. The choices fold away when the JIT compiles.</summary>
internal static class Dispatch
{
    public static void Run<K>(DType type, scoped in K kernel) where K : struct, IKernel, allows ref struct
    {
        if (type == DType.Float32)
            Run<K, float>(kernel);
        else
            Run<K, double>(kernel);
    }

    private static void Run<K, T>(scoped in K kernel) where K : struct, IKernel, allows ref struct where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            kernel.Run<Lanes<Width512<T>, Vector512<T>, T>, T>();
        else if (Vector256.IsHardwareAccelerated)
            kernel.Run<Lanes<Width256<T>, Vector256<T>, T>, T>();
        else
            kernel.Run<Lanes<Width128<T>, Vector128<T>, T>, T>();
    }
}

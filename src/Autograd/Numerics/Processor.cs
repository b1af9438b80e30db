using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Autograd;

/// <summary>What this processor can do; the JIT folds it.</summary>
internal static class Processor
{
    /// <summary>Whether a·b + c is rounded once.</summary>
    public static bool FusesMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;
}

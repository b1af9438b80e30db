using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Room for one register of the widest kind.</summary>
[InlineArray(8)]
internal struct Register
{
    private ulong first;
}

/// <summary>Room for two registers of the widest kind.</summary>
[InlineArray(16)]
internal struct TwoRegisters
{
    private ulong first;
}

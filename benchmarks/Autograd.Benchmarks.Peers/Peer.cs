using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Loads TorchSharp and libtorch, or says which step failed and what to do about it.</summary>
internal static class Peer
{
    private const string Native = "libLibTorchSharp.so";

    /// <summary>What stands in the way; nothing where the peer works.</summary>
    public static string? Obstacle { get; } = Find();

    private static string? Find()
    {
        string folder = AppContext.BaseDirectory;
        foreach (string library in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so", Native])
        {
            string path = Path.Combine(folder, library);
            if (!File.Exists(path))
                return $"{library} is not beside the program: restore and build the project again, on Linux x64";
            try
            {
                NativeLibrary.Load(path);
            }
            catch (DllNotFoundException error)
            {
                return $"{library} does not load: {Remedy(error.Message)}";
            }
        }

        try
        {
            Touch();
            return null;
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            return $"TorchSharp does not start: {error.GetBaseException().Message}";
        }
    }

    private static string Remedy(string message) => message.Contains("GLIBCXX_3.4.32", StringComparison.Ordinal)
        ? "this system's libstdc++ lacks GLIBCXX_3.4.32; use a distribution with that of GCC 13 or later, "
            + "or put such a libstdc++.so.6 on LD_LIBRARY_PATH"
        : message;

    // A method of its own: the peer's types are touched only here, after the checks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch() => torch.zeros(1).Dispose();
}

using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>How many threads both libraries may use.</summary>
internal static class Threads
{
    public static void Use(int threads)
    {
        AutogradOptions.Threads = threads;
        if (Peer.Obstacle is null)
            torch.set_num_threads(threads);
    }
}

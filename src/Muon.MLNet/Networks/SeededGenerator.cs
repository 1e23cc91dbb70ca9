using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>
/// Runs code that draws from torch's generator so that the numbers depend on a seed alone. The generator is one for the process: it
/// is seeded for the time of the call, nobody else's call runs meanwhile, and on the CPU it is put back as it was.
/// </summary>
internal static class SeededGenerator
{
    private static readonly Lock Generator = new();

    /// <param name="seed">Decides the numbers.</param>
    /// <param name="draw">Draws: initial weights, or the masks of dropout in a forward pass.</param>
    public static T Run<T>(int seed, Func<T> draw)
    {
        lock (Generator)
        {
            using Tensor state = random.get_rng_state().DetachFromDisposeScope();
            try
            {
                random.manual_seed(seed).Dispose();
                return draw();
            }
            finally
            {
                random.set_rng_state(state);
            }
        }
    }
}

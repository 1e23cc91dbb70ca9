using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>
/// Builds a network whose initial weights depend on a seed alone. The generator of torch is one for the process: it is
/// seeded for the time of the call, and put back as it was.
/// </summary>
internal static class SeededInitialization
{
    private static readonly Lock Generator = new();

    public static T Run<T>(int seed, Func<T> build)
    {
        lock (Generator)
        {
            using Tensor state = random.get_rng_state().DetachFromDisposeScope();
            try
            {
                random.manual_seed(seed);
                return build();
            }
            finally
            {
                random.set_rng_state(state);
            }
        }
    }
}

using Microsoft.ML;
using TorchSharp;

namespace Muon.Samples;

/// <summary>What a program that trains begins with.</summary>
internal static class TrainingContext
{
    /// <summary>Sets torch's threads, and gives a context that trains on the first GPU where there is one.</summary>
    /// <param name="seed">The seed of the context.</param>
    /// <param name="threads">The threads that torch computes with; null leaves it the choice.</param>
    public static MLContext Create(int seed, int? threads)
    {
        if (threads is { } count)
        {
            torch.set_num_threads(count);
        }

        MLContext context = new(seed);
        if (torch.cuda.is_available())
        {
            context.GpuDeviceId = 0;
        }

        return context;
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Layers;

/// <summary>
/// Dropout whose masks come from a seed alone: neither torch's generator, which belongs to the process, nor the device, nor the
/// number of threads has a say. Meant for the few features in front of a head, since the mask is drawn on the host.
/// </summary>
internal sealed class SeededDropout(double share) : nn.Module<Tensor, Tensor>(nameof(SeededDropout))
{
    private Random _random = new(0);

    /// <summary>Starts the masks from a seed.</summary>
    public void Seed(int seed) => _random = new Random(seed);

    /// <param name="input">Of any shape.</param>
    /// <returns>The same shape; in training a share of the entries is 0, the others are 1 / (1 − share) times as large.</returns>
    public override Tensor forward(Tensor input)
    {
        if (!training)
        {
            return input.alias();
        }

        using DisposeScope scope = NewDisposeScope();
        float kept = (float)(1 / (1 - share));
        float[] mask = new float[input.numel()];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = _random.NextDouble() < share ? 0 : kept;
        }

        return input.mul(tensor(mask, input.shape, device: input.device)).MoveToOuterDisposeScope();
    }
}

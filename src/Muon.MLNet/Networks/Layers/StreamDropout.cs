using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Layers;

/// <summary>
/// Dropout between layers, whose masks come from a seed alone, as those of <see cref="SeededDropout"/>. These are large: four entries share one
/// draw of SplitMix64 (Steele, Lea and Flood 2014), which takes a fraction of the time of <see cref="Random"/>, and is written into the mask itself.
/// </summary>
/// <param name="share">The share of the entries that become 0, from 0 to below 1; it is rounded to 1/65536.</param>
internal sealed class StreamDropout(double share) : nn.Module<Tensor, Tensor>(nameof(StreamDropout))
{
    private const int Levels = 1 << 16;
    private const int EntriesPerDraw = 4;
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private readonly int _dropped = (int)Math.Round(share * Levels);
    private ulong _state;

    /// <summary>Starts the masks from a seed.</summary>
    public void Seed(ulong seed) => _state = seed;

    /// <param name="input">Of any shape.</param>
    /// <returns>The same shape and type; in training a share of the entries is 0, the others are 1 / (1 − share) times as large.</returns>
    public override Tensor forward(Tensor input)
    {
        if (!training || _dropped == 0)
        {
            return input.alias();
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor mask = empty(input.shape, ScalarType.Float32, CPU);
        Draw(MemoryMarshal.Cast<byte, float>(mask.bytes));
        return input.mul(mask.to(input.dtype, input.device)).MoveToOuterDisposeScope();
    }

    private void Draw(Span<float> mask)
    {
        float kept = Levels / (float)(Levels - _dropped);
        ulong state = _state;
        int at = 0;
        while (at < mask.Length)
        {
            ulong bits = Mix(state += Increment);
            int end = Math.Min(at + EntriesPerDraw, mask.Length);
            for (; at < end; at++, bits >>= 16)
            {
                mask[at] = (int)(bits % Levels) < _dropped ? 0 : kept;
            }
        }

        _state = state;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

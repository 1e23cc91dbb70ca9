using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>The first weights of text networks, from a normal distribution cut off at two standard deviations, and the seeds of their dropout.</summary>
internal static class TextInitialization
{
    private const double Spread = LinearLayer.Spread;

    public static void Start(Tensor weight) => nn.init.trunc_normal_(weight, std: Spread, a: -2 * Spread, b: 2 * Spread);

    /// <summary>A table of tokens; padding has a row of zeros, which training leaves alone.</summary>
    public static void Start(Embedding embedding, long? paddingId)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Parameter weight = embedding.weight!;
        Start(weight);
        if (paddingId is { } padding)
        {
            weight.narrow(0, padding, 1).zero_();
        }
    }

    public static void Start(Linear linear)
    {
        using DisposeScope scope = NewDisposeScope();
        Start(linear.weight!);
        nn.init.zeros_(linear.bias!);
    }

    /// <summary>Gives each dropout of a network a seed of its own.</summary>
    public static void SeedDropout(nn.Module network, int seed)
    {
        ulong index = 0;
        foreach (StreamDropout dropout in network.named_modules().Select(named => named.module).OfType<StreamDropout>())
        {
            // The upper half tells the layers of a network apart, the lower its epochs: the stream mixes all of its bits.
            dropout.Seed((index++ << 32) | unchecked((uint)seed));
        }
    }
}

using Muon.MLNet.Networks.Layers;
using Muon.MLNet.Networks.Transformer;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>x ← x + attention(norm(x)), then x ← x + feed-forward(norm(x)), on the rows of all tokens. The sums stay in float32.</summary>
internal sealed class TextEncoderBlock : nn.Module
{
    private readonly LayerNorm norm1;
    private readonly EncoderAttention attn;
    private readonly LayerNorm norm2;
    private readonly FeedForward mlp;
    private readonly StreamDropout drop1;
    private readonly StreamDropout drop2;

    public TextEncoderBlock(TextNetworkConfiguration configuration)
        : base(nameof(TextEncoderBlock))
    {
        norm1 = nn.LayerNorm(configuration.Width);
        attn = new EncoderAttention(configuration.Width, configuration.Heads);
        norm2 = nn.LayerNorm(configuration.Width);
        mlp = new FeedForward(configuration.Width, configuration.Expansion);
        drop1 = new StreamDropout(configuration.Dropout);
        drop2 = new StreamDropout(configuration.Dropout);
        RegisterComponents();
    }

    /// <param name="x">(batch·length, width), float32.</param>
    /// <param name="batch">The masks.</param>
    /// <param name="turns">(2, 1, length, d / 2), complex, or null.</param>
    /// <param name="type">The type of the matrix products.</param>
    /// <returns>(batch·length, width), float32.</returns>
    public Tensor Compute(Tensor x, TextBatch batch, Tensor? turns, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mixed = attn.Compute(norm1.forward(x).to(type), batch, turns);
        Tensor y = drop1.forward(mixed).add(x);
        return drop2.forward(mlp.forward(norm2.forward(y).to(type))).add(y).MoveToOuterDisposeScope();
    }
}

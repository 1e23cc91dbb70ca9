using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>x ← x + attention(norm(x)), then x ← x + feed-forward(norm(x)). The sums stay in the type of the input.</summary>
internal sealed class EncoderBlock : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1;
    private readonly SelfAttention attn;
    private readonly LayerNorm norm2;
    private readonly FeedForward mlp;

    public EncoderBlock(VisionTransformerSize size)
        : base(nameof(EncoderBlock))
    {
        norm1 = LayerNorm(size.Width, VisionTransformer.NormEpsilon);
        attn = new SelfAttention(size.Width, size.Heads);
        norm2 = LayerNorm(size.Width, VisionTransformer.NormEpsilon);
        mlp = new FeedForward(size.Width);
        RegisterComponents();
    }

    /// <summary>Gets or sets the type of the matrix products.</summary>
    public ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <param name="input">(batch, places, width), float32.</param>
    /// <returns>(batch, places, width), float32.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input.add(attn.forward(norm1.forward(input).to(ComputeType)));
        return x.add(mlp.forward(norm2.forward(x).to(ComputeType))).MoveToOuterDisposeScope();
    }
}

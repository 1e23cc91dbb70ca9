using Muon.MLNet.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>Cuts pictures into square patches and maps each to a row of <c>width</c> numbers.</summary>
internal sealed class PatchEmbedding : Module<Tensor, Tensor>
{
    private readonly ConvolutionLayer proj;

    public PatchEmbedding(long channels, long width, long patch)
        : base(nameof(PatchEmbedding))
    {
        proj = new ConvolutionLayer(channels, width, patch, stride: patch, hasBias: true);
        double spread = 1 / Math.Sqrt(channels * patch * patch);
        init.trunc_normal_(proj.Weight, std: spread, a: -2 * spread, b: 2 * spread);
        init.zeros_(proj.Bias!);
        RegisterComponents();
    }

    /// <param name="input">(batch, channels, height, width).</param>
    /// <returns>(batch, patches, width), row by row.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return proj.forward(input).flatten(2).transpose(1, 2).MoveToOuterDisposeScope();
    }
}

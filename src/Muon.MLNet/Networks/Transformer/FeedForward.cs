using Muon.MLNet.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>W₂ GELU(W₁ x), several times as wide inside.</summary>
internal sealed class FeedForward : Module<Tensor, Tensor>
{
    private const int UsualExpansion = 4;

    private readonly LinearLayer fc1;
    private readonly LinearLayer fc2;

    public FeedForward(int width, int expansion = UsualExpansion)
        : base(nameof(FeedForward))
    {
        fc1 = new LinearLayer(width, (long)width * expansion);
        fc2 = new LinearLayer((long)width * expansion, width);
        RegisterComponents();
    }

    /// <param name="input">(…, width).</param>
    /// <returns>(…, width).</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return fc2.forward(functional.gelu(fc1.forward(input))).MoveToOuterDisposeScope();
    }
}

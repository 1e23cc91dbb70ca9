using Muon.MLNet.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>softmax(q kᵀ / √d) v in several heads, with queries, keys and values in one product.</summary>
internal sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly LinearLayer qkv;
    private readonly LinearLayer proj;
    private readonly int _heads;

    public SelfAttention(int width, int heads)
        : base(nameof(SelfAttention))
    {
        _heads = heads;
        qkv = new LinearLayer(width, 3L * width);
        proj = new LinearLayer(width, width);
        RegisterComponents();
    }

    /// <param name="input">(batch, places, width).</param>
    /// <returns>(batch, places, width).</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        long batch = input.size(0), places = input.size(1), width = input.size(2);
        Tensor[] parts = qkv.forward(input)
            .reshape(batch, places, 3, _heads, width / _heads)
            .permute(2, 0, 3, 1, 4)
            .unbind(0); // three of (batch, heads, places, d)
        Tensor mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]); // (batch, heads, places, d)
        return proj.forward(mixed.transpose(1, 2).reshape(batch, places, width)).MoveToOuterDisposeScope();
    }
}

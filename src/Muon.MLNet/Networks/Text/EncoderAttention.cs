using Muon.MLNet.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>Attention in several heads, with queries, keys and values in one product and one copy.</summary>
internal sealed class EncoderAttention : nn.Module
{
    private readonly LinearLayer qkv;
    private readonly LinearLayer proj;
    private readonly long _heads;
    private readonly long _d;

    public EncoderAttention(int width, int heads)
        : base(nameof(EncoderAttention))
    {
        _heads = heads;
        _d = width / heads;
        qkv = new LinearLayer(width, 3L * width);
        proj = new LinearLayer(width, width);
        RegisterComponents();
    }

    /// <param name="x">(batch·length, width).</param>
    /// <param name="batch">The masks.</param>
    /// <param name="turns">(2, 1, length, d / 2), complex; null where the positions are known from elsewhere.</param>
    /// <returns>(batch·length, width).</returns>
    public Tensor Compute(Tensor x, TextBatch batch, Tensor? turns)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor all = qkv.forward(x)
            .view(batch.Size, batch.Length, 3, _heads, _d)
            .permute(2, 0, 3, 1, 4)
            .reshape(3, batch.Size * _heads, batch.Length, _d);
        Tensor[] parts = all.split([2, 1], 0); // queries and keys (2, batch·heads, length, d), values (1, batch·heads, length, d)
        Tensor[] pair = (turns is null ? parts[0] : RotaryPositions.Apply(parts[0], turns)).unbind(0);
        Tensor queries = turns is null ? pair[0].Times(1 / Math.Sqrt(_d)) : pair[0];
        return proj.forward(Attention.Mix(queries, pair[1], parts[1].squeeze(0), batch)).MoveToOuterDisposeScope();
    }
}

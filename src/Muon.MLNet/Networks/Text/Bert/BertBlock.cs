using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>x ← norm(x + attention(x)), then x ← norm(x + feed-forward(x)), on the rows of all tokens. Sums and norms stay in float32.</summary>
internal sealed class BertBlock : nn.Module
{
    private readonly Parts _parts;
    private readonly int _heads;

    public BertBlock(BertConfiguration configuration, BertNames names)
        : base(nameof(BertBlock))
    {
        int width = configuration.Width, inner = configuration.Inner;
        _heads = configuration.Heads;
        _parts = new Parts(
            Query: ModulePath.Add(this, names.Query, new LinearLayer(width, width)),
            Key: ModulePath.Add(this, names.Key, new LinearLayer(width, width)),
            Value: ModulePath.Add(this, names.Value, new LinearLayer(width, width)),
            Mixed: ModulePath.Add(this, names.Mixed, new LinearLayer(width, width)),
            MixedNorm: ModulePath.Add(this, names.MixedNorm, nn.LayerNorm(width, configuration.Epsilon)),
            Inner: ModulePath.Add(this, names.Inner, new LinearLayer(width, inner)),
            Outer: ModulePath.Add(this, names.Outer, new LinearLayer(inner, width)),
            OuterNorm: ModulePath.Add(this, names.OuterNorm, nn.LayerNorm(width, configuration.Epsilon)),
            MixedDrop: ModulePath.Add(this, "mixed_dropout", new StreamDropout(configuration.Dropout)),
            OuterDrop: ModulePath.Add(this, "outer_dropout", new StreamDropout(configuration.Dropout)));
    }

    /// <param name="x">(batch·length, width), float32.</param>
    /// <param name="batch">The masks.</param>
    /// <param name="type">The type of the matrix products.</param>
    /// <returns>(batch·length, width), float32.</returns>
    public Tensor Compute(Tensor x, TextBatch batch, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor read = x.to(type);
        double scale = 1 / Math.Sqrt(x.size(1) / (double)_heads);
        Tensor queries = Attention.SplitHeads(_parts.Query.forward(read).Times(scale), batch, _heads); // (batch·heads, length, d)
        Tensor keys = Attention.SplitHeads(_parts.Key.forward(read), batch, _heads);
        Tensor values = Attention.SplitHeads(_parts.Value.forward(read), batch, _heads);
        Tensor mixed = _parts.Mixed.forward(Attention.Mix(queries, keys, values, batch));
        Tensor y = _parts.MixedNorm.forward(_parts.MixedDrop.forward(mixed).add(x));
        Tensor inside = nn.functional.gelu(_parts.Inner.forward(y.to(type))); // (batch·length, inner)
        Tensor outside = _parts.Outer.forward(inside);
        return _parts.OuterNorm.forward(_parts.OuterDrop.forward(outside).add(y)).MoveToOuterDisposeScope();
    }

    private sealed record Parts(
        LinearLayer Query,
        LinearLayer Key,
        LinearLayer Value,
        LinearLayer Mixed,
        LayerNorm MixedNorm,
        LinearLayer Inner,
        LinearLayer Outer,
        LayerNorm OuterNorm,
        StreamDropout MixedDrop,
        StreamDropout OuterDrop);
}

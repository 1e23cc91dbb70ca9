using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>
/// ViT (Dosovitskiy et al., arXiv:2010.11929) with the names and shapes of timm's parameters: patches, a class token, learned
/// positions, pre-norm blocks, and a linear head on the class token. They are timm's
/// <c>vit_tiny_patch16_224</c> and <c>vit_small_patch16_224</c>.
/// </summary>
internal sealed class VisionTransformer : ImageNetwork
{
    public const double NormEpsilon = 1e-6;
    private const double Spread = Layers.LinearLayer.Spread;
    private const double TokenSpread = 1e-6;

    private readonly PixelNormalization normalize;
    private readonly Parameter cls_token; // (1, 1, width)
    private readonly Parameter pos_embed; // (1, 1 + rows·columns, width)
    private readonly PatchEmbedding patch_embed;
    private readonly ModuleList<EncoderBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;
    private readonly int _rows;
    private readonly int _columns;

    public VisionTransformer(ImageNetworkConfiguration configuration, VisionTransformerSize size)
        : base(size.Name)
    {
        int patch = VisionTransformerSize.PatchOf(configuration);
        _rows = configuration.Height / patch;
        _columns = configuration.Width / patch;
        normalize = new PixelNormalization(configuration.Channels);
        cls_token = new Parameter(zeros(1, 1, size.Width));
        init.normal_(cls_token, std: TokenSpread);
        pos_embed = new Parameter(zeros(1, 1 + ((long)_rows * _columns), size.Width));
        init.trunc_normal_(pos_embed, std: Spread, a: -2 * Spread, b: 2 * Spread);
        patch_embed = new PatchEmbedding(configuration.Channels, size.Width, patch);
        blocks = new ModuleList<EncoderBlock>([.. Enumerable.Range(0, size.Depth).Select(_ => new EncoderBlock(size))]);
        norm = LayerNorm(size.Width, NormEpsilon);
        head = Linear(size.Width, configuration.Classes);
        using (Parameter weight = head.weight, bias = head.bias)
        {
            init.trunc_normal_(weight, std: Spread, a: -2 * Spread, b: 2 * Spread);
            init.zeros_(bias);
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override nn.Module Head => head;

    /// <inheritdoc/>
    public override PixelNormalization Normalization => normalize;

    /// <inheritdoc/>
    public override ScalarType ComputeType
    {
        get => base.ComputeType;
        set
        {
            base.ComputeType = value;
            foreach (EncoderBlock block in blocks)
            {
                block.ComputeType = value;
            }
        }
    }

    /// <summary>Gets one half and one half, as timm's weights from the paper "How to train your ViT?" (arXiv:2106.10270) expect.</summary>
    public override PixelStatistics PublishedStatistics => PixelStatistics.Halves;

    /// <summary>Gets the pattern of queries, keys and values, which are three matrices.</summary>
    public override IReadOnlyDictionary<string, int> PackedWeights => new Dictionary<string, int>(StringComparer.Ordinal) { [@"attn\.qkv\.weight$"] = 3 };

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkStage> Stages =>
    [
        new("stem", [patch_embed]) { Own = [cls_token, pos_embed] },
        .. Enumerable.Range(0, blocks.Count).Select(index => new NetworkStage($"{nameof(blocks)}.{index}", [blocks[index]])),
    ];

    /// <inheritdoc/>
    public override Tensor? Resize(string name, Tensor values, long[] shape) =>
        name is nameof(pos_embed) && values.dim() == 3 && values.size(2) == shape[2] ? PositionGrid.Resize(values, _rows, _columns) : null;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = patch_embed.forward(normalize.forward(input).to(ComputeType)).to(ScalarType.Float32); // (batch, rows·columns, width)
        Tensor x = cat([cls_token.expand(input.size(0), -1, -1), patches], 1).add(pos_embed);
        foreach (EncoderBlock block in blocks)
        {
            x = block.forward(x);
        }

        Tensor token = norm.forward(x.narrow(1, 0, 1).squeeze(1)); // (batch, width); each place is normalised alone
        return head.forward(token).MoveToOuterDisposeScope();
    }
}

using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>
/// A transformer encoder (Vaswani et al., arXiv:1706.03762) that learns from scratch: pre-norm blocks, rotary or learned positions, and a
/// linear head on the mean of a text's tokens or on the first of them. It has one kind of segment and ignores their ids.
/// </summary>
internal sealed class TextEncoder : TextNetwork
{
    private readonly Embedding token_embed;
    private readonly Parameter? pos_embed; // (MaxLength, width)
    private readonly ModuleList<TextEncoderBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;
    private readonly StreamDropout drop;
    private readonly TextNetworkConfiguration _configuration;

    public TextEncoder(TextNetworkConfiguration configuration)
        : base(nameof(TextEncoder), configuration.PaddingId, configuration.MaxLength)
    {
        _configuration = configuration;
        token_embed = nn.Embedding(configuration.VocabularySize, configuration.Width, padding_idx: configuration.PaddingId);
        blocks = new ModuleList<TextEncoderBlock>([.. Enumerable.Range(0, configuration.Depth).Select(_ => new TextEncoderBlock(configuration))]);
        norm = nn.LayerNorm(configuration.Width);
        head = nn.Linear(configuration.Width, configuration.Classes);
        drop = new StreamDropout(configuration.Dropout);
        TextInitialization.Start(token_embed, configuration.PaddingId);
        TextInitialization.Start(head);
        if (configuration.Positions is TextPositions.Learned)
        {
            pos_embed = new Parameter(zeros(configuration.MaxLength, configuration.Width));
            TextInitialization.Start(pos_embed);
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override nn.Module Head => head;

    /// <inheritdoc/>
    public override Embedding Tokens => token_embed;

    /// <summary>Gets the pattern of queries, keys and values, which are three matrices.</summary>
    public override IReadOnlyDictionary<string, int> PackedWeights => new Dictionary<string, int>(StringComparer.Ordinal) { [@"attn\.qkv\.weight$"] = 3 };

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkStage> Stages =>
    [
        new("embeddings", [token_embed, drop]) { Own = pos_embed is null ? [] : [pos_embed] },
        .. Enumerable.Range(0, blocks.Count).Select(index => new NetworkStage($"{nameof(blocks)}.{index}", [blocks[index]])),
    ];

    /// <inheritdoc/>
    public override void SeedDropout(int seed) => TextInitialization.SeedDropout(this, seed);

    /// <inheritdoc/>
    public override Tensor Embed(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = TokensOf(input); // (batch, length)
        Tensor x = token_embed.forward(tokens);
        x = pos_embed is null ? x : x.add(pos_embed.narrow(0, 0, tokens.size(1)));
        return drop.forward(x).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor embedded, Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        int heads = _configuration.Heads, width = _configuration.Width;
        TextBatch batch = TextBatch.Create(TokensOf(input), PaddingId, heads, ComputeType);
        Tensor? turns = pos_embed is null ? RotaryPositions.Turns(batch.Length, width / heads, embedded.device) : null;
        Tensor x = embedded.reshape(batch.Size * batch.Length, width);
        foreach (TextEncoderBlock block in blocks)
        {
            x = block.Compute(x, batch, turns, ComputeType);
        }

        bool isMean = _configuration.Pooling is TextPooling.Mean;
        Tensor states = x.view(batch.Size, batch.Length, width);
        Tensor pooled = isMean ? batch.Average(norm.forward(states)) : norm.forward(states.select(1, 0)); // (batch, width)
        return head.forward(pooled).MoveToOuterDisposeScope();
    }
}

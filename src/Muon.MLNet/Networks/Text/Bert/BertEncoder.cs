using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>
/// BERT, RoBERTa and DistilBERT with a head for classes, with the names and shapes that their published weights have. Attention itself has
/// no dropout; all else is as in the papers.
/// </summary>
internal sealed class BertEncoder : TextNetwork
{
    private const string OldGain = "LayerNorm.gamma";
    private const string OldShift = "LayerNorm.beta";

    private readonly BertConfiguration _configuration;
    private readonly BertNames _names;
    private readonly (BertEmbeddings Embeddings, BertBlock[] Blocks, LinearLayer Hidden, Linear Head, StreamDropout[] Drops) _parts;

    public BertEncoder(BertConfiguration configuration)
        : base(configuration.Family.ToString(), configuration.PaddingId, configuration.MaxLength)
    {
        _configuration = configuration;
        _names = BertNames.Of(configuration.Family);
        BertEmbeddings embeddings = ModulePath.Add(this, _names.Prefix + "embeddings", new BertEmbeddings(configuration));
        BertBlock[] blocks = [.. Enumerable.Range(0, configuration.Depth).Select(index => ModulePath.Add(this, BlockName(index), new BertBlock(configuration, _names)))];
        LinearLayer hidden = ModulePath.Add(this, _names.Hidden, new LinearLayer(configuration.Width, configuration.Width));
        Linear head = ModulePath.Add(this, _names.Head, nn.Linear(configuration.Width, configuration.Classes));
        TextInitialization.Start(head);
        StreamDropout[] drops = [.. Enumerable.Range(0, 2).Select(index => ModulePath.Add(this, $"dropout{index}", new StreamDropout(configuration.Dropout)))];
        _parts = (embeddings, blocks, hidden, head, drops);
    }

    /// <inheritdoc/>
    public override nn.Module Head => _parts.Head;

    /// <inheritdoc/>
    public override Embedding Tokens => _parts.Embeddings.Tokens;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkStage> Stages =>
    [
        new(_names.Prefix + "embeddings", [_parts.Embeddings]),
        .. _parts.Blocks.Select((block, index) => new NetworkStage(BlockName(index), [block])),
    ];

    /// <inheritdoc/>
    public override void SeedDropout(int seed) => TextInitialization.SeedDropout(this, seed);

    /// <summary>Puts the prefix in front that files of the encoder alone lack, and the names of normalisations that old files have right.</summary>
    public override string TranslateName(string fileName)
    {
        string name = fileName.EndsWith(OldGain, StringComparison.Ordinal) ? fileName[..^"gamma".Length] + "weight"
            : fileName.EndsWith(OldShift, StringComparison.Ordinal) ? fileName[..^"beta".Length] + "bias"
            : fileName;
        return name.StartsWith(_names.Prefix, StringComparison.Ordinal) ? name : _names.Prefix + name;
    }

    /// <inheritdoc/>
    public override Tensor Embed(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _parts.Embeddings.Compute(TokensOf(input), input.select(1, 1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor embedded, Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        TextBatch batch = TextBatch.Create(TokensOf(input), PaddingId, _configuration.Heads, ComputeType);
        Tensor x = embedded.reshape(batch.Size * batch.Length, _configuration.Width);
        foreach (BertBlock block in _parts.Blocks)
        {
            x = block.Compute(x, batch, ComputeType);
        }

        Tensor first = x.view(batch.Size, batch.Length, _configuration.Width).select(1, 0); // (batch, width)
        Tensor pooled = _configuration.Family switch
        {
            BertFamily.Roberta => _parts.Hidden.forward(_parts.Drops[0].forward(first)).tanh(),
            BertFamily.DistilBert => _parts.Hidden.forward(first).relu(),
            _ => _parts.Hidden.forward(first).tanh(),
        };
        return _parts.Head.forward(_parts.Drops[1].forward(pooled)).MoveToOuterDisposeScope();
    }

    private string BlockName(int index) => $"{_names.Prefix}{_names.Layers}.{index}";
}

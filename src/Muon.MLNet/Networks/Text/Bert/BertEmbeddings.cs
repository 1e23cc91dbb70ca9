using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>norm(token + position + segment).</summary>
internal sealed class BertEmbeddings : nn.Module
{
    private readonly Embedding word_embeddings;
    private readonly Embedding position_embeddings;
    private readonly Embedding? token_type_embeddings;
    private readonly LayerNorm LayerNorm;
    private readonly StreamDropout dropout;
    private readonly int _firstPosition;
    private readonly int _segments;

    public BertEmbeddings(BertConfiguration configuration)
        : base(nameof(BertEmbeddings))
    {
        // Padding stands at the end, so that the tokens have the positions from here on one by one, whatever padding has.
        _firstPosition = configuration.Positions - configuration.MaxLength;
        _segments = configuration.Segments;
        word_embeddings = nn.Embedding(configuration.VocabularySize, configuration.Width, padding_idx: configuration.PaddingId);
        TextInitialization.Start(word_embeddings, configuration.PaddingId);
        position_embeddings = nn.Embedding(configuration.Positions, configuration.Width);
        TextInitialization.Start(position_embeddings, paddingId: null);
        if (_segments > 0)
        {
            token_type_embeddings = nn.Embedding(_segments, configuration.Width);
            TextInitialization.Start(token_type_embeddings, paddingId: null);
        }

        LayerNorm = nn.LayerNorm(configuration.Width, configuration.Epsilon);
        dropout = new StreamDropout(configuration.Dropout);
        RegisterComponents();
    }

    /// <summary>Gets the table of tokens.</summary>
    public Embedding Tokens => word_embeddings;

    /// <param name="tokens">(batch, length), int64.</param>
    /// <param name="segments">(batch, length), int64; has no say where there is but one segment.</param>
    /// <returns>(batch, length, width), float32.</returns>
    public Tensor Compute(Tensor tokens, Tensor segments)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = word_embeddings.forward(tokens).add(position_embeddings.weight!.narrow(0, _firstPosition, tokens.size(1)));
        x = _segments switch
        {
            0 => x,
            1 => x.add(token_type_embeddings!.weight!), // (1, width)
            _ => x.add(token_type_embeddings!.forward(segments)),
        };
        return dropout.forward(LayerNorm.forward(x)).MoveToOuterDisposeScope();
    }
}

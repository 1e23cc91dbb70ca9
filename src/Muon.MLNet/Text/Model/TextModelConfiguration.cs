using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Text;

/// <summary>The part of a text model that is not weights.</summary>
/// <param name="Task">Tells the file of a text model from that of an image model: <see cref="TextTask"/>.</param>
/// <param name="Columns">The columns to read and write.</param>
/// <param name="LabelKind">The kind of the label's values.</param>
/// <param name="LabelNames">The label's values as text, in the order of the classes.</param>
/// <param name="NGrams">The features of a network of n-grams.</param>
/// <param name="Features">The hashes of the n-grams that were learned, 4 bytes each, little endian, in the order of their rows.</param>
/// <param name="NGramNetwork">The network of n-grams.</param>
/// <param name="Tokens">How tokens are read; for all but n-grams.</param>
/// <param name="Tokenizer">The tokenizer with its vocabulary, as its payload.</param>
/// <param name="Encoder">The encoder that learned from scratch.</param>
/// <param name="Bert">The encoder of BERT's kind.</param>
/// <param name="Custom">What a network of the user's own fits.</param>
/// <param name="CustomName">Its name.</param>
internal sealed record TextModelConfiguration(
    string Task,
    PredictionColumns Columns,
    string LabelKind,
    IReadOnlyList<string> LabelNames,
    NGramSettings? NGrams = null,
    byte[]? Features = null,
    NGramNetworkConfiguration? NGramNetwork = null,
    TokenSettings? Tokens = null,
    byte[]? Tokenizer = null,
    TextNetworkConfiguration? Encoder = null,
    BertConfiguration? Bert = null,
    TextNetworkShape? Custom = null,
    string? CustomName = null)
{
    public const string TextTask = "text";

    /// <summary>Gets the number of classes.</summary>
    public int Classes() => NGramNetwork?.Classes ?? Encoder?.Classes ?? Bert?.Classes ?? Custom?.Classes ?? 0;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range, or parts are missing.</exception>
    public void Validate()
    {
        bool isNGram = NGrams is not null && NGramNetwork is not null && Features is not null;
        bool isToken = Tokens is not null && Tokenizer is not null && new object?[] { Encoder, Bert, Custom }.Count(network => network is not null) == 1;
        if (isNGram == isToken || Columns is not { Feature: not null, Score: not null, PredictedLabel: not null } || LabelKind is null || LabelNames?.All(name => name is not null) is not true)
        {
            throw new InvalidDataException("The model's configuration is incomplete.");
        }

        Columns.Validate();
        NGrams?.Validate();
        NGramNetwork?.Validate();
        Tokens?.Validate();
        Encoder?.Validate();
        Bert?.Validate();
        if (isNGram && Features!.Length != (long)sizeof(uint) * NGramNetwork!.Features)
        {
            throw new InvalidDataException($"The model's features take {Features.Length} bytes; its network has {NGramNetwork.Features} of them, 4 bytes each.");
        }

        if (Custom is { } shape)
        {
            if (string.IsNullOrWhiteSpace(CustomName))
            {
                throw new InvalidDataException("The model's configuration is incomplete: its network of its own has no name.");
            }

            TextNetworkConfiguration.Check(shape.Classes, 2, TextNetworkConfiguration.MaxClasses, nameof(shape.Classes));
            TextNetworkConfiguration.Check(shape.MaxLength, 1, TextNetworkConfiguration.MaxTokens, nameof(shape.MaxLength));
            TextNetworkConfiguration.Check(shape.VocabularySize, 1, TextNetworkConfiguration.MaxVocabulary, nameof(shape.VocabularySize));
        }

        if (Tokens is { } tokens && tokens.MaxLength > TokensKnown())
        {
            throw new InvalidDataException($"The model reads {tokens.MaxLength} tokens of a text, its network knows {TokensKnown()}.");
        }
    }

    /// <summary>At least so many weights the network has: so that no network is built that a damaged file holds no weights for.</summary>
    public long LeastWeights() =>
        NGramNetwork is { } ngrams ? ((ngrams.Features + 1L + ngrams.Hidden) * ngrams.Width) + (((ngrams.Depth - 1L) * ngrams.Hidden) + ngrams.Classes) * ngrams.Hidden
        : Encoder is { } encoder ? (encoder.VocabularySize + (encoder.Positions is TextPositions.Learned ? encoder.MaxLength : 0) + encoder.Classes + ((4L + (2L * encoder.Expansion)) * encoder.Depth * encoder.Width)) * encoder.Width
        : Bert is { } bert ? (bert.VocabularySize + (long)bert.Positions + bert.Classes + (((4L * bert.Width) + (2L * bert.Inner)) * bert.Depth)) * bert.Width
        : 0;

    private int TokensKnown() => Encoder?.MaxLength ?? Bert?.MaxLength ?? Custom!.MaxLength;
}

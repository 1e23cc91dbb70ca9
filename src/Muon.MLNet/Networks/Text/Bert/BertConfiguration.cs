using System.Globalization;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>All that is needed to build a <see cref="BertEncoder"/> again; it travels in the model file. The values are those of BERT base.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Family">Which of the encoders it is.</param>
/// <param name="VocabularySize">The number of token ids.</param>
/// <param name="Width">Numbers for each token.</param>
/// <param name="Depth">Blocks.</param>
/// <param name="Heads">Heads of the attention.</param>
/// <param name="Inner">Numbers for each token inside a feed-forward part.</param>
/// <param name="Positions">Rows of the table of positions.</param>
/// <param name="Segments">Rows of the table of segments; 0 for DistilBERT.</param>
/// <param name="PaddingId">The token id of padding.</param>
/// <param name="Epsilon">What layer normalisation adds to the variance.</param>
/// <param name="Dropout">The share of the numbers that training sets to 0 after the embedding, after each half of a block and before the head.</param>
internal sealed record BertConfiguration(
    int Classes,
    BertFamily Family = BertFamily.Bert,
    int VocabularySize = 30_522,
    int Width = 768,
    int Depth = 12,
    int Heads = 12,
    int Inner = 3072,
    int Positions = 512,
    int Segments = 2,
    int PaddingId = 0,
    double Epsilon = 1e-12,
    double Dropout = 0.1)
{
    private const int MaxInner = 1 << 16;
    private const int MaxSegments = 1 << 10;
    private const double MaxEpsilon = 0.1;

    /// <summary>Gets the largest number of tokens of a text. RoBERTa gives the first rows of positions to padding.</summary>
    public int MaxLength => Family is BertFamily.Roberta ? Positions - PaddingId - 1 : Positions;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Family))
        {
            throw new InvalidDataException($"The model's network has Family = {Family}; it must be one of {string.Join(", ", Enum.GetNames<BertFamily>())}.");
        }

        TextNetworkConfiguration.Check(VocabularySize, 1, TextNetworkConfiguration.MaxVocabulary, nameof(VocabularySize));
        TextNetworkConfiguration.Check(PaddingId, 0, VocabularySize - 1, nameof(PaddingId));
        TextNetworkConfiguration.Check(Classes, 2, TextNetworkConfiguration.MaxClasses, nameof(Classes));
        TextNetworkConfiguration.Check(Width, 1, TextNetworkConfiguration.MaxWidth, nameof(Width));
        TextNetworkConfiguration.Check(Depth, 1, TextNetworkConfiguration.MaxDepth, nameof(Depth));
        TextNetworkConfiguration.Check(Heads, 1, Width, nameof(Heads));
        TextNetworkConfiguration.Check(Inner, 1, MaxInner, nameof(Inner));
        TextNetworkConfiguration.Check(Positions, Family is BertFamily.Roberta ? PaddingId + 2 : 1, TextNetworkConfiguration.MaxTokens, nameof(Positions));
        TextNetworkConfiguration.Check(Segments, Family is BertFamily.DistilBert ? 0 : 1, Family is BertFamily.DistilBert ? 0 : MaxSegments, nameof(Segments));
        TextNetworkConfiguration.CheckShare(Dropout);
        TextNetworkConfiguration.CheckHeads(Width, Heads, isEven: false);
        if (Epsilon is not (> 0 and <= MaxEpsilon))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has Epsilon = {Epsilon}; it must be above 0 and at most {MaxEpsilon}."));
        }
    }
}

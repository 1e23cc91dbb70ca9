using System.Globalization;

namespace Muon.MLNet.Networks.Text;

/// <summary>All that is needed to build a <see cref="TextEncoder"/> again; it travels in the model file.</summary>
/// <param name="VocabularySize">The number of token ids.</param>
/// <param name="PaddingId">The token id of padding.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Width">Numbers for each token.</param>
/// <param name="Depth">Blocks.</param>
/// <param name="Heads">Heads of the attention; <paramref name="Width"/> is a multiple of them.</param>
/// <param name="MaxLength">The largest number of tokens of a text.</param>
/// <param name="Positions">How the network knows where a token stands.</param>
/// <param name="Pooling">What of a text the head reads.</param>
/// <param name="Dropout">The share of the numbers that training sets to 0 after the embedding and after each half of a block.</param>
/// <param name="Expansion">How many times as wide as <paramref name="Width"/> the inside of a feed-forward part is.</param>
internal sealed record TextNetworkConfiguration(
    int VocabularySize,
    int PaddingId,
    int Classes,
    int Width = 128,
    int Depth = 4,
    int Heads = 4,
    int MaxLength = 256,
    TextPositions Positions = TextPositions.Rotary,
    TextPooling Pooling = TextPooling.Mean,
    double Dropout = 0.1,
    int Expansion = 4)
{
    /// <summary>The largest values that a network is built for: limits for hostile files.</summary>
    public const int MaxVocabulary = 1 << 20;
    public const int MaxWidth = 4096;
    public const int MaxDepth = 96;
    public const int MaxTokens = 1 << 15;
    private const int MaxExpansion = 16;

    /// <summary>The largest number of classes.</summary>
    public const int MaxClasses = (1 << Persistence.CarrierOutput.MaxBits) - 1;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        Check(VocabularySize, 1, MaxVocabulary, nameof(VocabularySize));
        Check(PaddingId, 0, VocabularySize - 1, nameof(PaddingId));
        Check(Classes, 2, MaxClasses, nameof(Classes));
        Check(Width, 1, MaxWidth, nameof(Width));
        Check(Depth, 1, MaxDepth, nameof(Depth));
        Check(Heads, 1, Width, nameof(Heads));
        Check(MaxLength, 1, MaxTokens, nameof(MaxLength));
        Check(Expansion, 1, MaxExpansion, nameof(Expansion));
        if (!Enum.IsDefined(Positions) || !Enum.IsDefined(Pooling))
        {
            throw new InvalidDataException($"The model's network has Positions = {Positions} and Pooling = {Pooling}; this version knows {nameof(TextPositions.Rotary)} and {nameof(TextPositions.Learned)}, {nameof(TextPooling.Mean)} and {nameof(TextPooling.First)}.");
        }

        CheckShare(Dropout);
        CheckHeads(Width, Heads, isEven: Positions is TextPositions.Rotary);
    }

    /// <exception cref="InvalidDataException">The value is out of range.</exception>
    public static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has {name} = {value}; it must be from {least} to {most}."));
        }
    }

    /// <exception cref="InvalidDataException">The share is not from 0 to below 1.</exception>
    public static void CheckShare(double dropout)
    {
        if (dropout is not (>= 0 and < 1))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has Dropout = {dropout}; it must be from 0 to below 1."));
        }
    }

    /// <exception cref="InvalidDataException">The width does not divide into heads, or into heads of an even size.</exception>
    public static void CheckHeads(int width, int heads, bool isEven)
    {
        if (width % heads != 0 || (isEven && width / heads % 2 != 0))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has Width = {width} and Heads = {heads}; the width must divide into heads{(isEven ? " of an even size, for rotary positions" : "")}."));
        }
    }
}

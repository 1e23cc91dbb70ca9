using System.ComponentModel.DataAnnotations;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet;

/// <summary>The size of <see cref="TextArchitecture.Encoder"/>, and the vocabulary that it and networks of your own learn.</summary>
public sealed class TextEncoderOptions
{
    private const int LeastVocabulary = 300;
    private const int MostVocabulary = 1 << 20;
    private const int MostBlocks = 96;
    private const int MostUnits = 4096;

    /// <summary>Gets or sets how many tokens are learned on the training texts, at most. Ignored where a vocabulary file is given.</summary>
    /// <value>The default value is 8,000. From 300 to 1,048,576.</value>
    [Range(LeastVocabulary, MostVocabulary)]
    public int VocabularySize { get; set; } = 8_000;

    /// <summary>Gets or sets whether capital letters are read as small ones. Ignored where a vocabulary file is given.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool LowerCase { get; set; } = true;

    /// <summary>Gets or sets the numbers that a token stands for, a multiple of <see cref="Heads"/>.</summary>
    /// <value>The default value is 128. From 1 to 4096.</value>
    [Range(1, MostUnits)]
    public int Width { get; set; } = 128;

    /// <summary>Gets or sets the number of blocks.</summary>
    /// <value>The default value is 4. From 1 to 96.</value>
    [Range(1, MostBlocks)]
    public int Depth { get; set; } = 4;

    /// <summary>Gets or sets the number of heads of the attention; with rotary positions <see cref="Width"/> / <see cref="Heads"/> is even.</summary>
    /// <value>The default value is 4. At least 1.</value>
    [Range(1, MostUnits)]
    public int Heads { get; set; } = 4;

    /// <summary>Gets or sets how the network knows where a token stands.</summary>
    /// <value>The default value is <see cref="TextPositions.Rotary"/>.</value>
    public TextPositions Positions { get; set; } = TextPositions.Rotary;

    /// <summary>Gets or sets what of a text the head reads.</summary>
    /// <value>The default value is <see cref="TextPooling.Mean"/>.</value>
    public TextPooling Pooling { get; set; } = TextPooling.Mean;

    /// <summary>Gets or sets the share of the numbers that training sets to 0 after the embedding and after each half of a block.</summary>
    /// <value>The default value is 0.1. From 0 up to, but not including, 1.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; set; } = 0.1;

    /// <summary>A copy of another width.</summary>
    internal TextEncoderOptions Resized(int width)
    {
        var copy = (TextEncoderOptions)MemberwiseClone();
        copy.Width = width;
        return copy;
    }

    internal void Validate()
    {
        OptionChecks.InRange(VocabularySize, LeastVocabulary, MostVocabulary, nameof(VocabularySize));
        OptionChecks.InRange(Width, 1, MostUnits, nameof(Width));
        OptionChecks.InRange(Depth, 1, MostBlocks, nameof(Depth));
        OptionChecks.InRange(Heads, 1, Width, nameof(Heads));
        OptionChecks.Defined(Positions, nameof(Positions));
        OptionChecks.Defined(Pooling, nameof(Pooling));
        OptionChecks.Fraction(Dropout, nameof(Dropout));
        bool isRotary = Positions is TextPositions.Rotary;
        if (Width % Heads != 0 || (isRotary && Width / Heads % 2 != 0))
        {
            throw new ArgumentException($"Width is {Width} and Heads is {Heads}; Width must divide into heads{(isRotary ? " of an even size, for rotary positions" : "")}.", nameof(Heads));
        }
    }
}

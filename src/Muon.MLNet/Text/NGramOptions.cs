using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <summary>The features and the size of <see cref="TextArchitecture.NGram"/>.</summary>
public sealed class NGramOptions
{
    private const int MostFeatures = 1 << 24;
    private const int MostCharacters = 16;
    private const int MostUnits = 4096;
    private const int MostLayers = 96;

    /// <summary>Gets or sets how many features are learned at most: those that the most training texts have.</summary>
    /// <value>The default value is 65,536. From 1 to 16,777,216.</value>
    [Range(1, MostFeatures)]
    public int MaxFeatures { get; set; } = 1 << 16;

    /// <summary>Gets or sets in how many training texts a feature must occur to be learned.</summary>
    /// <value>The default value is 2. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int MinTexts { get; set; } = 2;

    /// <summary>Gets or sets whether pairs of neighbouring words are features.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool WordPairs { get; set; } = true;

    /// <summary>Gets or sets the shortest run of characters within a word that is a feature; a word's edges count as characters.</summary>
    /// <value>The default value is 3. From 0, which means no runs, to 16.</value>
    [Range(0, MostCharacters)]
    public int MinCharacters { get; set; } = 3;

    /// <summary>Gets or sets the longest run of characters that is a feature.</summary>
    /// <value>The default value is 5. From <see cref="MinCharacters"/> to 16.</value>
    [Range(0, MostCharacters)]
    public int MaxCharacters { get; set; } = 5;

    /// <summary>Gets or sets whether capital letters are read as small ones.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool LowerCase { get; set; } = true;

    /// <summary>Gets or sets the numbers that a feature stands for.</summary>
    /// <value>The default value is 128. From 1 to 4096.</value>
    [Range(1, MostUnits)]
    public int Width { get; set; } = 128;

    /// <summary>Gets or sets the units of a hidden layer.</summary>
    /// <value>The default value is 256. From 1 to 4096.</value>
    [Range(1, MostUnits)]
    public int Hidden { get; set; } = 256;

    /// <summary>Gets or sets the number of hidden layers.</summary>
    /// <value>The default value is 2. From 1 to 96.</value>
    [Range(1, MostLayers)]
    public int Depth { get; set; } = 2;

    /// <summary>Gets or sets the share of the numbers that training sets to 0 in front of each layer (Srivastava et al., 2014).</summary>
    /// <value>The default value is 0.3. From 0 up to, but not including, 1.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; set; } = 0.3;

    /// <summary>A copy of another width, with hidden layers of twice that.</summary>
    internal NGramOptions Resized(int width)
    {
        var copy = (NGramOptions)MemberwiseClone();
        (copy.Width, copy.Hidden) = (width, 2 * width);
        return copy;
    }

    internal void Validate()
    {
        OptionChecks.InRange(MaxFeatures, 1, MostFeatures, nameof(MaxFeatures));
        OptionChecks.InRange(MinTexts, 1, int.MaxValue, nameof(MinTexts));
        OptionChecks.InRange(MinCharacters, 0, MostCharacters, nameof(MinCharacters));
        OptionChecks.InRange(MaxCharacters, MinCharacters, MostCharacters, nameof(MaxCharacters));
        OptionChecks.InRange(Width, 1, MostUnits, nameof(Width));
        OptionChecks.InRange(Hidden, 1, MostUnits, nameof(Hidden));
        OptionChecks.InRange(Depth, 1, MostLayers, nameof(Depth));
        OptionChecks.Fraction(Dropout, nameof(Dropout));
    }
}

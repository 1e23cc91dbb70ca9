namespace Muon.MLNet.Networks.Text;

/// <summary>All that is needed to build an <see cref="NGramNetwork"/> again; it travels in the model file.</summary>
/// <param name="Features">Rows of the table of features.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Width">Numbers for each feature.</param>
/// <param name="Hidden">Units of a hidden layer.</param>
/// <param name="Depth">Hidden layers.</param>
/// <param name="Dropout">The share of the numbers that training sets to 0 in front of each layer.</param>
internal sealed record NGramNetworkConfiguration(int Features, int Classes, int Width = 128, int Hidden = 256, int Depth = 2, double Dropout = 0.3)
{
    /// <summary>The largest number of features: a limit for hostile files.</summary>
    public const int MaxFeatures = 1 << 24;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        TextNetworkConfiguration.Check(Features, 0, MaxFeatures, nameof(Features));
        TextNetworkConfiguration.Check(Classes, 2, TextNetworkConfiguration.MaxClasses, nameof(Classes));
        TextNetworkConfiguration.Check(Width, 1, TextNetworkConfiguration.MaxWidth, nameof(Width));
        TextNetworkConfiguration.Check(Hidden, 1, TextNetworkConfiguration.MaxWidth, nameof(Hidden));
        TextNetworkConfiguration.Check(Depth, 1, TextNetworkConfiguration.MaxDepth, nameof(Depth));
        TextNetworkConfiguration.CheckShare(Dropout);
    }
}

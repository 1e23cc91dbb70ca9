namespace Muon.MLNet.Networks.Text;

/// <summary>All that is needed to build an <see cref="NGramNetwork"/> again; it travels in the model file.</summary>
/// <param name="Buckets">Rows of the table of features.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Width">Numbers for each feature.</param>
/// <param name="Hidden">Units of a hidden layer.</param>
/// <param name="Depth">Hidden layers.</param>
/// <param name="Dropout">The share of the numbers that training sets to 0 in front of each layer.</param>
internal sealed record NGramNetworkConfiguration(int Buckets, int Classes, int Width = 128, int Hidden = 256, int Depth = 2, double Dropout = 0.3)
{
    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        TextNetworkConfiguration.Check(Buckets, 2, 1 << 24, nameof(Buckets));
        TextNetworkConfiguration.Check(Classes, 2, TextNetworkConfiguration.MaxClasses, nameof(Classes));
        TextNetworkConfiguration.Check(Width, 1, TextNetworkConfiguration.MaxWidth, nameof(Width));
        TextNetworkConfiguration.Check(Hidden, 1, TextNetworkConfiguration.MaxWidth, nameof(Hidden));
        TextNetworkConfiguration.Check(Depth, 1, TextNetworkConfiguration.MaxDepth, nameof(Depth));
        TextNetworkConfiguration.CheckShare(Dropout);
    }
}

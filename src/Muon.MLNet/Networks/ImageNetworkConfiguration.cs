namespace Muon.MLNet.Networks;

/// <summary>All that is needed to build an image network again; it travels in the model file.</summary>
/// <param name="Channels">Colour channels of a picture.</param>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Columns of a picture.</param>
/// <param name="Classes">Number of classes.</param>
internal sealed record ImageNetworkConfiguration(int Channels, int Height, int Width, int Classes)
{
    /// <summary>The largest side, channel and class counts that a network is built for: a limit for hostile files.</summary>
    public const int MaxSide = 4096;
    private const int MaxChannels = 64;
    private const int MaxClasses = (1 << Persistence.CarrierOutput.MaxBits) - 1;

    /// <summary>Gets the number of values of one picture.</summary>
    public int PixelCount => Channels * Height * Width;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        Check(Channels, 1, MaxChannels, nameof(Channels));
        Check(Height, 1, MaxSide, nameof(Height));
        Check(Width, 1, MaxSide, nameof(Width));
        Check(Classes, 2, MaxClasses, nameof(Classes));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new InvalidDataException($"The model's network has {name} = {value}; it must be from {least} to {most}.");
        }
    }
}

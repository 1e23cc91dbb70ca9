using System.Globalization;
using Muon.MLNet.Networks.Residual;
using Muon.MLNet.Networks.Transformer;

namespace Muon.MLNet.Networks;

/// <summary>All that is needed to build an image network again; it travels in the model file.</summary>
/// <param name="Channels">Colour channels of a picture.</param>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Columns of a picture.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Architecture">The network, never <see cref="ImageArchitecture.Auto"/>. Files of the first version do not say it.</param>
/// <param name="CustomName">The name in <see cref="MuonNetworks"/> of a network of the user's own.</param>
internal sealed record ImageNetworkConfiguration(
    int Channels,
    int Height,
    int Width,
    int Classes,
    ImageArchitecture Architecture = ImageArchitecture.SmallConvNet,
    string? CustomName = null)
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
        if (!Enum.IsDefined(Architecture) || Architecture is ImageArchitecture.Auto)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has Architecture = {Architecture}, which is not a network."));
        }

        if (Architecture is ImageArchitecture.Custom && string.IsNullOrWhiteSpace(CustomName))
        {
            throw new InvalidDataException("The model has a network of its own, but does not name it.");
        }

        if (FindMisfit() is { } misfit)
        {
            throw new InvalidDataException(misfit);
        }
    }

    /// <summary>At least so many weights the network has: so that no network is built that a damaged file holds no weights for.</summary>
    public long LeastWeights() => Architecture switch
    {
        ImageArchitecture.SmallConvNet => (9L * 32 * Channels) + (128L * Classes),
        ImageArchitecture.SmallResNet => (9L * 24 * Channels) + (384L * Classes) + 2_800_000,
        ImageArchitecture.ResNet18 or ImageArchitecture.ResNet34 => (49L * 64 * Channels) + (512L * Classes) + 11_000_000,
        ImageArchitecture.ResNet50 => (49L * 64 * Channels) + (2048L * Classes) + 23_000_000,
        ImageArchitecture.VitTiny => LeastWeights(VisionTransformerSize.Tiny),
        ImageArchitecture.VitSmall => LeastWeights(VisionTransformerSize.Small),
        _ => 0,
    };

    private long LeastWeights(VisionTransformerSize size)
    {
        long patch = VisionTransformerSize.PatchOf(this);
        return ((12L * size.Depth * size.Width) + (patch * patch * Channels) + (Height / patch * (Width / patch)) + Classes) * size.Width;
    }

    /// <summary>Why the architecture cannot see pictures of this size; null where it can.</summary>
    public string? FindMisfit() => Architecture switch
    {
        ImageArchitecture.SmallResNet => TooSmall(SmallResNet.LeastSide),
        ImageArchitecture.ResNet18 or ImageArchitecture.ResNet34 or ImageArchitecture.ResNet50 => TooSmall(ResNet.LeastSide),
        ImageArchitecture.VitTiny or ImageArchitecture.VitSmall => VisionTransformerSize.FindMisfit(this),
        _ => null,
    };

    private string? TooSmall(int least) => Math.Min(Height, Width) >= least
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Architecture} needs pictures of at least {least}×{least} pixels; these have {Height}×{Width}. Raise ImageHeight and ImageWidth, or choose the architecture SmallConvNet.");

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new InvalidDataException($"The model's network has {name} = {value}; it must be from {least} to {most}.");
        }
    }
}

using System.Globalization;
using Muon.MLNet.Networks;

namespace Muon.MLNet.Images;

/// <summary>Chooses the size that the network reads where the options leave it open.</summary>
internal static class ImageSizeChoice
{
    private const int PhotoSide = 96;
    private const int PretrainedSide = 224;
    private const int Multiple = 8;

    /// <summary>Chooses.</summary>
    /// <param name="sizes">The sizes of some of the pictures; those of damaged ones are missing.</param>
    /// <param name="options">The architecture, and whether there are weights.</param>
    /// <returns>The size, and a sentence for the log that says why.</returns>
    public static (ImageShape Shape, string Reason) Choose(IReadOnlyList<(int Width, int Height)> sizes, MuonImageClassificationTrainer.Options options)
    {
        if (options is { ImageHeight: { } height, ImageWidth: { } width })
        {
            return Of(height, width, "as ImageHeight and ImageWidth say");
        }

        bool isLarge = options.PretrainedWeights is not null || options.Architecture is
            ImageArchitecture.ResNet18 or ImageArchitecture.ResNet34 or ImageArchitecture.ResNet50 or ImageArchitecture.VitTiny or ImageArchitecture.VitSmall;
        (int Width, int Height)[] sorted = [.. sizes.OrderBy(size => Math.Max(size.Width, size.Height))];
        (int Width, int Height)? median = sorted.Length > 0 ? sorted[sorted.Length / 2] : null;
        if (median is { } typical && Math.Max(typical.Width, typical.Height) <= ImageNetworkFactory.LargestSmallSide)
        {
            return Array.TrueForAll(sorted, size => size == typical)
                ? Of(typical.Height, typical.Width, "the size of the pictures")
                : Of(RoundUp(Math.Max(typical.Width, typical.Height)), RoundUp(Math.Max(typical.Width, typical.Height)), $"about the size of the pictures, whose median is {Text(typical)}");
        }

        string pictures = median is { } size ? $"the pictures' median is {Text(size)}" : "no picture tells its size";
        return isLarge
            ? Of(PretrainedSide, PretrainedSide, $"the usual size for {(options.PretrainedWeights is null ? options.Architecture.ToString() : "pretrained weights")}; {pictures}")
            : Of(PhotoSide, PhotoSide, $"the default for photographs; {pictures}");
    }

    private static (ImageShape Shape, string Reason) Of(int height, int width, string reason) => (new ImageShape(RgbPicture.Channels, height, width), reason);

    private static int RoundUp(int side) => (side + Multiple - 1) / Multiple * Multiple;

    private static string Text((int Width, int Height) size) => string.Create(CultureInfo.InvariantCulture, $"{size.Width}×{size.Height}");
}

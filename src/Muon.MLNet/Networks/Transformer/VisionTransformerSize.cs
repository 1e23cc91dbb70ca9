using System.Globalization;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>Widths and depths of vision transformers, and the pictures that they can see.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Width">Numbers for each place.</param>
/// <param name="Depth">Blocks.</param>
/// <param name="Heads">Heads of the attention.</param>
internal sealed record VisionTransformerSize(string Name, int Width, int Depth, int Heads)
{
    public static readonly VisionTransformerSize Tiny = new("VitTiny", 192, 12, 3);

    public static readonly VisionTransformerSize Small = new("VitSmall", 384, 12, 6);

    private const int Patch = 16;
    private const int SmallPatch = 4;
    private const int LargestSmallSide = 64;
    private const int MaxSide = 1024;

    /// <summary>The side of a patch: 16, or 4 where both sides of the picture are at most 64.</summary>
    public static int PatchOf(ImageNetworkConfiguration configuration) =>
        Math.Max(configuration.Height, configuration.Width) <= LargestSmallSide ? SmallPatch : Patch;

    /// <summary>Why a vision transformer cannot see pictures of this size; null where it can.</summary>
    public static string? FindMisfit(ImageNetworkConfiguration configuration)
    {
        int patch = PatchOf(configuration);
        return configuration.Height % patch != 0 || configuration.Width % patch != 0
            ? string.Create(CultureInfo.InvariantCulture, $"{configuration.Architecture} cuts pictures of this size into patches of {patch}×{patch} pixels; {configuration.Height}×{configuration.Width} does not divide into them. Set ImageHeight and ImageWidth to multiples of {patch}.")
            : Math.Max(configuration.Height, configuration.Width) > MaxSide
            ? string.Create(CultureInfo.InvariantCulture, $"{configuration.Architecture} compares every patch with every other; pictures of {configuration.Height}×{configuration.Width} have too many. Set ImageHeight and ImageWidth to at most {MaxSide}.")
            : null;
    }
}

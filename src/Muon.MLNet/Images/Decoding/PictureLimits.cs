using System.Globalization;

namespace Muon.MLNet.Images;

/// <summary>Refuses sizes that a header promises and nothing can stand behind, before memory is taken for them.</summary>
internal static class PictureLimits
{
    /// <summary>The largest picture that is decoded, in pixels: four bytes for each of them are 1 GiB.</summary>
    public const long MostPixels = 1L << 28;

    public static bool IsPossible(long width, long height) => width > 0 && height > 0 && (Int128)width * height <= MostPixels;

    /// <summary>Gets why a picture of that size is not decoded; <see langword="null"/> where it is.</summary>
    public static string? Refuse(PictureFacts facts, long bytes)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{facts.Width}×{facts.Height}");
        if (facts.Width <= 0 || facts.Height <= 0)
        {
            return $"its header gives it a size of {size} pixels";
        }

        if (!IsPossible(facts.Width, facts.Height))
        {
            return string.Create(CultureInfo.InvariantCulture, $"its header promises {size} pixels; at most {MostPixels} are decoded");
        }

        return facts.Width * facts.Height / facts.MostPixelsPerByte > bytes
            ? string.Create(CultureInfo.InvariantCulture, $"its header promises {size} pixels, which {bytes} bytes cannot hold")
            : null;
    }
}

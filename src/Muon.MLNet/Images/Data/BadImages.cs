namespace Muon.MLNet.Images;

/// <summary>What lists of pictures that could not be read are asked for.</summary>
internal static class BadImages
{
    /// <summary>The rows of the pictures.</summary>
    public static HashSet<long> Rows(this IEnumerable<BadImage> images) => [.. images.Select(image => image.Row)];
}

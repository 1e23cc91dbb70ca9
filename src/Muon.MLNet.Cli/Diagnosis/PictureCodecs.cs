using Microsoft.ML.Data;

namespace Muon.MLNet.Cli.Diagnosis;

/// <summary>Which formats of pictures can be read here: one pixel of each is.</summary>
internal static class PictureCodecs
{
    private static readonly (string Format, string Pixel)[] s_pixels =
    [
        ("JPEG", "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AQH//2Q=="),
        ("PNG", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="),
        ("WebP", "UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA="),
        ("GIF", "R0lGODdhAQABAIEAAP///wAAAAAAAAAAACwAAAAAAQABAAAIBAABBAQAOw=="),
    ];

    /// <summary>The formats that can be read.</summary>
    /// <param name="missing">What keeps the others from being read.</param>
    public static IReadOnlyList<string> Find(out Finding? missing)
    {
        List<string> readable = [];
        missing = null;
        foreach ((string format, string pixel) in s_pixels)
        {
            try
            {
                using MemoryStream stream = new(Convert.FromBase64String(pixel));
                using MLImage image = MLImage.CreateFromStream(stream);
                readable.Add(format);
            }
            catch (Exception error) when (Failure.IsOfNativeLibrary(error))
            {
                missing = new Finding(IsError: true, $"pictures cannot be read: {Failure.Reason(error)}", Training.Libtorch.Install);
                break;
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or InvalidDataException or NotSupportedException)
            {
                missing = new Finding(IsError: false, $"{format} pictures cannot be read: {error.Message}", "Convert them to PNG or JPEG.");
            }
        }

        return readable;
    }
}

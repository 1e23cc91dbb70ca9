using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>A picture as part of a page: upright as the trainer sees it, whole, and shrunk to a bounded size.</summary>
internal static class Thumbnail
{
    /// <summary>The most rows and columns.</summary>
    public const int MostSide = 160;

    /// <summary>Up to here nothing is shrunk, and no pixel may be lost.</summary>
    private const int SmallSide = 64;

    /// <summary>A <c>data:</c> address.</summary>
    /// <exception cref="InvalidOperationException">The picture cannot be read.</exception>
    public static string Of(string path)
    {
        MLContext context = new(seed: 0);
        using MLImage image = context.Data.LoadUprightImage(path);
        int longest = Math.Max(image.Width, image.Height);
        double scale = Math.Min(1, (double)MostSide / longest);
        using MLImage? small = scale < 1 ? Resize(context, image, scale) : null;
        (string extension, string type) = longest <= SmallSide ? ("png", "image/png") : ("jpg", "image/jpeg");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("thumbnail-"); // MLImage saves to files alone.
        try
        {
            string file = Path.Combine(folder.FullName, "thumbnail." + extension);
            (small ?? image).Save(file);
            return $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MLImage Resize(MLContext context, MLImage image, double scale)
    {
        int width = Math.Max(1, (int)Math.Round(image.Width * scale));
        int height = Math.Max(1, (int)Math.Round(image.Height * scale));
        IDataView rows = context.Data.LoadFromEnumerable([new Row { Picture = image }]);
        IDataView small = context.Transforms.ResizeImages(nameof(Row.Picture), width, height, resizing: ImageResizingEstimator.ResizingKind.Fill).Fit(rows).Transform(rows);
        return context.Data.CreateEnumerable<Row>(small, reuseRowObject: false).Single().Picture!;
    }

    private sealed class Row
    {
        // The attribute wants a size, though images of any size come in and go out.
        [ImageType(MostSide, MostSide)]
        public MLImage? Picture { get; set; }
    }
}

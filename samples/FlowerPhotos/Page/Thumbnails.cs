using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.MLNet;

namespace FlowerPhotos.Page;

/// <summary>Small square pictures as part of a page: upright as the trainer sees them, shrunk by ML.NET's own transform.</summary>
internal static class Thumbnails
{
    /// <summary>Rows and columns.</summary>
    private const int Side = 192;

    /// <summary>A <c>data:</c> address for each of the photos, which must all be readable.</summary>
    public static IEnumerable<string> Of(MLContext context, IEnumerable<Photo> photos)
    {
        IDataView rows = context.Data.LoadFromEnumerable(photos.Select(photo => new Row { Thumbnail = context.Data.LoadUprightImage(photo.ImagePath) }));
        IDataView small = context.Transforms.ResizeImages(nameof(Row.Thumbnail), Side, Side).Fit(rows).Transform(rows);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("thumbnails-"); // MLImage saves to files alone.
        try
        {
            string file = Path.Combine(folder.FullName, "thumbnail.jpg");
            foreach (Row row in context.Data.CreateEnumerable<Row>(small, reuseRowObject: false))
            {
                using MLImage image = row.Thumbnail!;
                image.Save(file);
                yield return "data:image/jpeg;base64," + Convert.ToBase64String(File.ReadAllBytes(file));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Row
    {
        // The size after the transform; the attribute wants one, though images of any size come in.
        [ImageType(Side, Side)]
        public MLImage? Thumbnail { get; set; }
    }
}

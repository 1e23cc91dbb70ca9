using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FlowerPhotos.Page;

/// <summary>Small square pictures as part of a page: ML.NET's own transforms shrink them.</summary>
internal static class Thumbnails
{
    /// <summary>Rows and columns.</summary>
    private const int Side = 192;

    /// <summary>A <c>data:</c> address for each of the photos, which must all be readable.</summary>
    public static IEnumerable<string> Of(MLContext context, IEnumerable<Photo> photos)
    {
        IDataView rows = context.Data.LoadFromEnumerable(photos);
        IDataView small = context.Transforms.LoadImages("Thumbnail", imageFolder: null, "ImagePath")
            .Append(context.Transforms.ResizeImages("Thumbnail", Side, Side))
            .Fit(rows).Transform(rows);
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
        [ImageType(Side, Side)]
        public MLImage? Thumbnail { get; set; }
    }
}

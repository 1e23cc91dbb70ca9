using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Images;

namespace Muon.MLNet;

/// <summary>Adds to <c>mlContext.Data</c> what reads pictures and folders of them.</summary>
public static class MuonDataCatalog
{
    /// <summary>Lists the pictures of a folder that has a sub-folder for each class.</summary>
    /// <param name="catalog">The data operations of a context.</param>
    /// <param name="path">The folder.</param>
    /// <param name="imagePathColumnName">The name of the column with the full paths, text. The default value is <c>ImagePath</c>.</param>
    /// <param name="labelColumnName">
    /// The name of the column with the classes, text: the sub-folders of <paramref name="path"/>. The default value is <c>Label</c>.
    /// With <see langword="null"/> there is no such column, and pictures may lie directly in the folder.
    /// </param>
    /// <param name="extensions">Which files are pictures, by their extensions in any case. The default value is <see langword="null"/>: .jpg, .jpeg, .png, .bmp, .gif and .webp.</param>
    /// <param name="recursive">Whether folders within the sub-folders belong to the class too. The default value is <see langword="true"/>.</param>
    /// <returns>
    /// A row per picture, sorted by the path below the folder, character by character, alike on every machine. The files are not
    /// opened. Other files, hidden files and folders (whose name begins with a dot), and links to a folder around them are left out.
    /// </returns>
    /// <exception cref="ArgumentException">A name is empty, both columns have one name, or there is no extension.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidOperationException">There are no pictures, or one lies outside of the sub-folders.</exception>
    public static IDataView LoadImagesFromFolder(
        this DataOperationsCatalog catalog,
        string path,
        string imagePathColumnName = "ImagePath",
        string? labelColumnName = "Label",
        IReadOnlyCollection<string>? extensions = null,
        bool recursive = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(imagePathColumnName);
        if (labelColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
            if (string.Equals(labelColumnName, imagePathColumnName, StringComparison.Ordinal))
            {
                throw new ArgumentException($"Both columns are named '{labelColumnName}'; give them two names.", nameof(labelColumnName));
            }
        }

        PictureFolder folder = new(path, extensions ?? PictureFolder.DefaultExtensions, recursive);
        List<PictureFolderRow> rows = folder.Read(labelled: labelColumnName is not null);
        SchemaDefinition columns = SchemaDefinition.Create(typeof(PictureFolderRow));
        columns[nameof(PictureFolderRow.ImagePath)].ColumnName = imagePathColumnName;
        if (labelColumnName is null)
        {
            columns.Remove(columns[nameof(PictureFolderRow.Label)]);
        }
        else
        {
            columns[nameof(PictureFolderRow.Label)].ColumnName = labelColumnName;
        }

        return catalog.LoadFromEnumerable(rows, columns);
    }

    /// <summary>
    /// Reads a picture file as <see cref="MuonImageClassificationTrainer"/> does: JPEG, PNG, WebP, BMP or GIF, turned upright as its EXIF orientation says,
    /// which <c>LoadImages</c> and <see cref="MLImage.CreateFromFile(string)"/> do not. Where the picture is transparent, black shines through.
    /// </summary>
    /// <param name="catalog">The data operations of a context.</param>
    /// <param name="path">The file.</param>
    /// <returns>A new image whose <see cref="MLImage.Tag"/> is the path; the caller disposes of it.</returns>
    /// <exception cref="InvalidOperationException">The picture cannot be read; the message says why.</exception>
    public static MLImage LoadUprightImage(this DataOperationsCatalog catalog, string path)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            MLImage image = PictureSource.File(path).Load().ToImage();
            image.Tag = path;
            return image;
        }
        catch (InvalidDataException error)
        {
            throw new InvalidOperationException($"The picture '{path}' cannot be read: {error.Message.TrimEnd('.')}.", error);
        }
    }
}

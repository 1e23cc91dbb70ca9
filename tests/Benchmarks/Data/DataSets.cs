using System.Globalization;
using ImageClassification.Data;

namespace Muon.MLNet.Benchmarks.Data;

/// <summary>Readers of the data sets: in <c>MUON_DATA_DIR</c>, else in <c>shared/data</c> beside the repository.</summary>
internal static class DataSets
{
    private const int OptdigitsPixels = 64;

    /// <summary>MNIST, 28×28: 60,000 and 10,000 pictures.</summary>
    public static (Picture[] Train, Picture[] Test) Mnist() => (Idx("train"), Idx("t10k"));

    /// <summary>optdigits, 8×8: 3,823 and 1,797 pictures.</summary>
    public static (Picture[] Train, Picture[] Test) Optdigits() => (Csv("optdigits-train.csv"), Csv("optdigits-test.csv"));

    /// <summary>The JPEG files of a data set whose sub-folders are its classes, in the same order on every machine.</summary>
    public static Photo[] Photos(string name) => [.. Directory
        .EnumerateFiles(Folder(name), "*.jpg", SearchOption.AllDirectories)
        .Select(path => new Photo { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)!) })
        .OrderBy(photo => photo.Label, StringComparer.Ordinal)
        .ThenBy(photo => photo.ImagePath, StringComparer.Ordinal)];

    private static Picture[] Idx(string part)
    {
        string folder = Folder("mnist");
        (int[] sizes, byte[] pixels) = IdxFile.Read(Path.Combine(folder, part + "-images-idx3-ubyte.gz"), dimensions: 3);
        (_, byte[] labels) = IdxFile.Read(Path.Combine(folder, part + "-labels-idx1-ubyte.gz"), dimensions: 1);
        int size = sizes[1] * sizes[2];
        return [.. labels.Select((label, i) => new Picture
        {
            Image = [.. pixels.AsSpan(i * size, size).ToArray().Select(pixel => (float)pixel)],
            Label = label.ToString(CultureInfo.InvariantCulture),
        })];
    }

    private static Picture[] Csv(string file) => [.. File.ReadLines(Path.Combine(Folder("optdigits"), file)).Select(line =>
    {
        string[] fields = line.Split(',');
        return new Picture
        {
            Image = [.. fields.Take(OptdigitsPixels).Select(field => float.Parse(field, CultureInfo.InvariantCulture))],
            Label = fields[OptdigitsPixels],
        };
    })];

    public static string Folder(string name)
    {
        string? root = Environment.GetEnvironmentVariable("MUON_DATA_DIR");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); string.IsNullOrEmpty(root) && folder is not null; folder = folder.Parent)
        {
            root = File.Exists(Path.Combine(folder.FullName, "Muon.MLNet.sln")) ? Path.Combine(folder.FullName, "..", "shared", "data") : null;
        }

        string path = Path.Combine(root ?? ".", name);
        return Directory.Exists(path)
            ? path
            : throw new DirectoryNotFoundException($"The data set '{name}' is not in '{root}'. Set MUON_DATA_DIR to the folder that holds it.");
    }
}

using Muon.Samples;

namespace ImageClassification.Data;

/// <summary>A folder with the four files of MNIST, Fashion-MNIST, EMNIST digits and their like.</summary>
internal static class DataFolder
{
    /// <summary>The folder <c>mnist</c> under <c>MUON_DATA_DIR</c>, else under <c>shared/data</c> beside the repository; null where there is none.</summary>
    public static string? Default()
    {
        string? folder = DataRoot.Find() is { } root ? Path.Combine(root, "mnist") : null;
        return Directory.Exists(folder) ? folder : null;
    }

    public static (PictureSet Train, PictureSet Test) Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The data folder '{folder}' does not exist.");
        }

        (PictureSet train, PictureSet test) = (Load(folder, "train"), Load(folder, "t10k"));
        return train.Height == test.Height && train.Width == test.Width
            ? (train, test)
            : throw new InvalidDataException($"'{folder}': the training pictures are {train.Height} x {train.Width}, the test pictures {test.Height} x {test.Width}.");
    }

    private static PictureSet Load(string folder, string part)
    {
        string imageFile = Find(folder, $"{part}-images", "idx3-ubyte");
        string labelFile = Find(folder, $"{part}-labels", "idx1-ubyte");
        (int[] sizes, byte[] pixels) = IdxFile.Read(imageFile, dimensions: 3);
        (_, byte[] labels) = IdxFile.Read(labelFile, dimensions: 1);
        return labels.Length == sizes[0]
            ? new PictureSet(pixels, labels, sizes[1], sizes[2])
            : throw new InvalidDataException($"'{imageFile}' has {sizes[0]} pictures, '{labelFile}' {labels.Length} labels.");
    }

    private static string Find(string folder, string name, string format)
    {
        string[] names = [$"{name}-{format}", $"{name}-{format}.gz", $"{name}.{format}", $"{name}.{format}.gz"];
        return names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"'{folder}' has neither '{names[0]}' nor '{names[1]}'.");
    }
}

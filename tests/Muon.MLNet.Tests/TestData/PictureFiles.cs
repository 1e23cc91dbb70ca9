using Microsoft.ML.Data;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Picture files in a temporary folder.</summary>
internal sealed class PictureFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("muon").FullName;

    /// <summary>Writes a picture of one colour whose left half is brighter by <paramref name="contrast"/>.</summary>
    public string Write(string name, int width, int height, byte level, byte contrast = 0)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < pixels.Length; i += 4)
        {
            byte value = (byte)(level + (i / 4 % width < width / 2 ? contrast : 0));
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (value, (byte)(value / 2), (byte)(255 - value), 255);
        }

        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using MLImage image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
        image.Save(path);
        return path;
    }

    public string WriteBytes(string name, params byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Dark and bright pictures, in sub-folders of these names.</summary>
    public List<PathRow> DarkAndBright(int count, int side = 20) => [.. Enumerable.Range(0, count).Select(i => i % 2 == 0
        ? new PathRow { Path = Write($"dark/{i:D4}.png", side, side, (byte)(20 + (i % 30))), Label = "dark" }
        : new PathRow { Path = Write($"bright/{i:D4}.png", side, side, (byte)(200 + (i % 30))), Label = "bright" })];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using Microsoft.ML.Data;

namespace FlowerPhotos.Tests;

/// <summary>A temporary folder in which tests write pictures.</summary>
internal sealed class PhotoFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("muon-photos-").FullName;

    /// <summary>A picture of one colour.</summary>
    public Photo Write(string label, string name, int width, int height, byte red, byte green, byte blue)
    {
        string path = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Path, label)).FullName, name);
        byte[] pixels = [.. Enumerable.Repeat(new[] { red, green, blue, byte.MaxValue }, width * height).SelectMany(pixel => pixel)];
        using MLImage image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
        image.Save(path);
        return new Photo { ImagePath = path, Label = label };
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

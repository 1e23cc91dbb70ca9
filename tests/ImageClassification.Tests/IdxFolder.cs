using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageClassification.Tests;

/// <summary>A temporary folder in which tests write IDX files.</summary>
internal sealed class IdxFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("muon-idx-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, int[] sizes, byte[] bytes, bool packed = false)
    {
        byte[] content = Content(sizes, bytes);
        using FileStream file = System.IO.File.Create(File(name));
        using Stream stream = packed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(content);
        return File(name);
    }

    public void WritePart(string part, int count, int height, int width, bool packed)
    {
        string suffix = packed ? ".gz" : "";
        byte[] pixels = [.. Enumerable.Range(0, count * height * width).Select(i => (byte)i)];
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];
        Write($"{part}-images-idx3-ubyte{suffix}", [count, height, width], pixels, packed);
        Write($"{part}-labels-idx1-ubyte{suffix}", [count], labels, packed);
    }

    public static byte[] Content(int[] sizes, byte[] bytes)
    {
        byte[] content = new byte[4 + (4 * sizes.Length) + bytes.Length];
        (content[2], content[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4 + (4 * i)), sizes[i]);
        }

        bytes.CopyTo(content, 4 + (4 * sizes.Length));
        return content;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

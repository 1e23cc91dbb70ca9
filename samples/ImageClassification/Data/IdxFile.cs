using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageClassification.Data;

/// <summary>
/// Reads the IDX format of MNIST: two zero bytes, the element type (8 = unsigned byte), the number of dimensions,
/// the sizes as big-endian 32-bit numbers, the bytes. Packed files are known by gzip's first bytes, not by their name.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;
    private const long MaxBytes = 2_000_000_000;

    public static (int[] Sizes, byte[] Bytes) Read(string path, int dimensions)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        bool packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using Stream content = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            return Read(content, dimensions, path);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"'{path}' ends too early: it is cut off.", e);
        }
        catch (InvalidDataException e) when (packed && e.TargetSite?.DeclaringType != typeof(IdxFile))
        {
            throw new InvalidDataException($"'{path}' is a damaged gzip file.", e);
        }
    }

    private static (int[] Sizes, byte[] Bytes) Read(Stream content, int dimensions, string path)
    {
        byte[] header = new byte[4 + (4 * dimensions)];
        content.ReadExactly(header, 0, 4);
        if (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions)
        {
            throw new InvalidDataException($"'{path}' is not an IDX file of {dimensions} dimension(s) of bytes: it starts with {Convert.ToHexString(header, 0, 4)}.");
        }

        content.ReadExactly(header, 4, 4 * dimensions);
        int[] sizes = new int[dimensions];
        long total = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * i)));
            if (sizes[i] <= 0 || total * sizes[i] > MaxBytes)
            {
                throw new InvalidDataException($"'{path}' has an impossible size: {string.Join(" x ", sizes.Take(i + 1))}.");
            }

            total *= sizes[i];
        }

        byte[] bytes = ReadBytes(content, (int)total);
        if (content.ReadByte() >= 0)
        {
            throw new InvalidDataException($"'{path}' goes on after its {string.Join(" x ", sizes)} bytes.");
        }

        return (sizes, bytes);
    }

    /// <summary>Grows with what really comes, so that a false size in a short file costs no memory.</summary>
    private static byte[] ReadBytes(Stream content, int total)
    {
        byte[] bytes = new byte[Math.Min(total, 1 << 20)];
        int filled = 0;
        while (true)
        {
            content.ReadExactly(bytes, filled, bytes.Length - filled);
            if (bytes.Length == total)
            {
                return bytes;
            }

            filled = bytes.Length;
            Array.Resize(ref bytes, (int)Math.Min(total, 2L * bytes.Length));
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageClassification.Drawing;

/// <summary>Writes grey pictures as PNG files, a byte per pixel.</summary>
internal static class PngFile
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly byte[] s_signature = [0x89, .. "PNG\r\n\x1A\n"u8];

    /// <summary>Writes a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">Row after row.</param>
    /// <param name="width">The width.</param>
    public static void Write(string path, ReadOnlySpan<byte> pixels, int width)
    {
        int height = pixels.Length / width;
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits per pixel; 0 behind it: grey

        using MemoryStream data = new();
        using (ZLibStream zip = new(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zip.WriteByte(0); // no filter
                zip.Write(pixels.Slice(row * width, width));
            }
        }

        using FileStream file = File.Create(path);
        file.Write(s_signature);
        Write(file, "IHDR"u8, header);
        Write(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Write(file, "IEND"u8, []);
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(content, Checksum(type, uint.MaxValue)));
        file.Write(number);
    }

    /// <summary>CRC-32, bit by bit: the files are small.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }
        }

        return crc;
    }
}

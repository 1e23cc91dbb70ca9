using System.Buffers.Binary;

namespace Muon.MLNet.Images;

/// <summary>The chunks of a WebP file (RFC 9649).</summary>
internal static class WebpStructure
{
    private const int FileHeader = 12;
    private const int ChunkHeader = 8;

    // A picture of one colour takes a few bytes whatever its size, which is at most 16,384 × 16,384.
    private const long MostPixelsPerByte = 1L << 28;

    public static bool IsWebp(ReadOnlySpan<byte> file) => file.Length >= FileHeader && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    public static PictureFacts Read(ReadOnlySpan<byte> file)
    {
        const string EndsEarly = "it is cut short: the WebP data is longer than the file";
        PictureFacts facts = new(0, 0, MostPixelsPerByte, ExifOrientation.Upright, Damage: null);
        long promised = 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        bool hasPixels = false;
        long at = FileHeader;
        while (at + ChunkHeader <= Math.Min(promised, file.Length))
        {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            ReadOnlySpan<byte> name = chunk[..4];
            ReadOnlySpan<byte> content = chunk.Slice(ChunkHeader, (int)Math.Min(length, chunk.Length - ChunkHeader));
            if (facts.Width == 0)
            {
                (long width, long height) = Size(name, content);
                facts = facts with { Width = width, Height = height };
            }

            if (name.SequenceEqual("EXIF"u8) && content.Length == length)
            {
                facts = facts with { Orientation = ExifOrientation.Read(content) };
            }

            hasPixels |= name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ANMF"u8);
            at += ChunkHeader + length;
            if (at > file.Length)
            {
                return facts with { Damage = EndsEarly };
            }

            at += length % 2; // chunks begin at even places
        }

        return facts with { Damage = promised > file.Length ? EndsEarly : hasPixels ? null : "the WebP data has no picture in it" };
    }

    private static (long Width, long Height) Size(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        if (name.SequenceEqual("VP8X"u8) && content.Length >= 10)
        {
            return (UInt24(content[4..]) + 1, UInt24(content[7..]) + 1);
        }

        if (name.SequenceEqual("VP8L"u8) && content.Length >= 5 && content[0] == 0x2F)
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
            return ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return name.SequenceEqual("VP8 "u8) && content.Length >= 10 && content[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            ? (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF)
            : (0, 0);
    }

    private static long UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}

using System.Buffers.Binary;

namespace Muon.MLNet.Images;

/// <summary>The headers of a Windows bitmap.</summary>
internal static class BmpStructure
{
    private const int FileHeader = 14;
    private const int OldHeader = 12;
    private const int InfoHeader = 40;
    private const uint RunLength8 = 1;
    private const uint RunLength4 = 2;

    // A pixel takes at least a bit; runs are compressed to two bytes for up to 255 pixels.
    private const long MostPixelsPerByte = 128;

    public static PictureFacts Read(ReadOnlySpan<byte> file)
    {
        PictureFacts facts = new(0, 0, MostPixelsPerByte, ExifOrientation.Upright, "it is cut short: the BMP data ends within the headers");
        if (file.Length < FileHeader + OldHeader)
        {
            return facts;
        }

        uint pixelsAt = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        uint headerLength = BinaryPrimitives.ReadUInt32LittleEndian(file[FileHeader..]);
        ReadOnlySpan<byte> header = file[(FileHeader + 4)..];
        if (headerLength == OldHeader)
        {
            facts = facts with { Width = BinaryPrimitives.ReadUInt16LittleEndian(header), Height = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]) };
            return facts with { Damage = Damage(facts, file.Length, pixelsAt, BinaryPrimitives.ReadUInt16LittleEndian(header[6..]), compression: 0) };
        }

        if (headerLength < InfoHeader || file.Length < FileHeader + InfoHeader)
        {
            return facts;
        }

        // A negative height says that the first row is the topmost.
        facts = facts with { Width = BinaryPrimitives.ReadInt32LittleEndian(header), Height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(header[4..])) };
        uint compression = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        return facts with { Damage = Damage(facts, file.Length, pixelsAt, BinaryPrimitives.ReadUInt16LittleEndian(header[10..]), compression) };
    }

    private static string? Damage(PictureFacts facts, long length, long pixelsAt, int bitsPerPixel, uint compression)
    {
        if (compression is RunLength4 or RunLength8)
        {
            return null;
        }

        long stride = ((facts.Width * bitsPerPixel) + 31) / 32 * 4;
        return (Int128)stride * facts.Height > length - pixelsAt ? "it is cut short: the BMP data has fewer pixels than its header says" : null;
    }
}

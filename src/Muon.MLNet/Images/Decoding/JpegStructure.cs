using System.Buffers.Binary;

namespace Muon.MLNet.Images;

/// <summary>The segments of a JPEG file (ITU-T T.81, annex B).</summary>
internal static class JpegStructure
{
    private const byte Stuffing = 0x00;
    private const byte Temporary = 0x01;
    private const byte HuffmanTables = 0xC4;
    private const byte Extension = 0xC8;
    private const byte ArithmeticTables = 0xCC;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;

    // A block of 8×8 pixels takes at least a bit; four times that for arithmetic coding.
    private const long MostPixelsPerByte = 4 * 8 * 64;
    private const string EndsEarly = "it is cut short: the JPEG data has no end-of-image marker";

    public static ReadOnlySpan<byte> Signature => [0xFF, StartOfImage, 0xFF];

    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;

    public static PictureFacts Read(ReadOnlySpan<byte> file, bool wholeFile)
    {
        PictureFacts facts = new(0, 0, MostPixelsPerByte, ExifOrientation.Upright, EndsEarly);
        bool scanned = false;
        int at = 2;
        while (NextMarker(file, ref at) is { } marker)
        {
            if (marker == EndOfImage)
            {
                return facts with { Damage = scanned ? null : "the JPEG data has no picture in it" };
            }

            // These have no length. Behind the header of a scan its data follow, in which 0xFF is written 0xFF 0x00.
            if (marker is Stuffing or Temporary or StartOfImage or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            if (!BinaryPrimitives.TryReadUInt16BigEndian(file[at..], out ushort length) || at + length > file.Length)
            {
                return facts;
            }

            if (length < 2)
            {
                return facts with { Damage = "the JPEG data is damaged: a segment has no length" };
            }

            ReadOnlySpan<byte> content = file[(at + 2)..(at + length)];
            at += length;
            if (marker == StartOfScan)
            {
                scanned = true;
                if (!wholeFile)
                {
                    return facts;
                }
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (HuffmanTables or Extension or ArithmeticTables) && content.Length >= 5)
            {
                facts = facts with { Height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]), Width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]) };
            }
            else if (marker == App1 && content.StartsWith(ExifName))
            {
                facts = facts with { Orientation = ExifOrientation.Read(content) };
            }
        }

        return facts;
    }

    // Skips what lies before the next 0xFF, and the 0xFFs that may fill before a marker.
    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        int skip = file[at..].IndexOf((byte)0xFF);
        if (skip < 0)
        {
            return null;
        }

        at += skip;
        while (at < file.Length && file[at] == 0xFF)
        {
            at++;
        }

        return at < file.Length ? file[at++] : null;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Muon.MLNet.Images;

/// <summary>The chunks of a PNG file (ISO/IEC 15948, chapter 5).</summary>
internal static class PngStructure
{
    private const int AroundContent = 12; // length, name and checksum, four bytes each

    // Deflate makes at most 258 bytes of two bits; a byte holds up to eight pixels.
    private const long MostPixelsPerByte = 1032 * 8;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PictureFacts Read(ReadOnlySpan<byte> file, bool wholeFile)
    {
        PictureFacts facts = new(0, 0, MostPixelsPerByte, ExifOrientation.Upright, "it is cut short: the PNG data has no IEND chunk");
        bool hasPixels = false;
        int at = Signature.Length;
        while (file.Length - at >= AroundContent)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - AroundContent)
            {
                return IsHeader(file, at) ? WithSize(facts, file[(at + 8)..]) : facts;
            }

            ReadOnlySpan<byte> checkedPart = file.Slice(at + 4, (int)length + 4);
            ReadOnlySpan<byte> name = checkedPart[..4];
            ReadOnlySpan<byte> content = checkedPart[4..];
            if (facts.Width == 0)
            {
                if (!IsHeader(file, at))
                {
                    return facts with { Damage = "the PNG data is damaged: it does not begin with an IHDR chunk" };
                }

                facts = WithSize(facts, content);
            }

            if (wholeFile && Crc32.Of(checkedPart) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]))
            {
                return facts with { Damage = $"the PNG data is damaged: the checksum of a chunk {Printable(name)} is wrong" };
            }

            if (name.SequenceEqual("IEND"u8))
            {
                return facts with { Damage = hasPixels ? null : "the PNG data has no picture in it: there is no IDAT chunk" };
            }

            hasPixels |= name.SequenceEqual("IDAT"u8);
            if (name.SequenceEqual("eXIf"u8))
            {
                facts = facts with { Orientation = ExifOrientation.Read(content) };
            }

            at += (int)length + AroundContent;
        }

        return facts;
    }

    private static bool IsHeader(ReadOnlySpan<byte> file, int at) =>
        at == Signature.Length && file.Length - at >= 8 + 8 && file.Slice(at + 4, 4).SequenceEqual("IHDR"u8);

    private static PictureFacts WithSize(PictureFacts facts, ReadOnlySpan<byte> header) => header.Length < 8 ? facts : facts with
    {
        Width = BinaryPrimitives.ReadUInt32BigEndian(header),
        Height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]),
    };

    private static string Printable(ReadOnlySpan<byte> name) =>
        name.ContainsAnyExceptInRange((byte)'A', (byte)'z') ? "0x" + Convert.ToHexString(name) : Encoding.ASCII.GetString(name);
}

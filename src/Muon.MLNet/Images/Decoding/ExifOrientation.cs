using System.Buffers.Binary;

namespace Muon.MLNet.Images;

/// <summary>Reads the orientation out of EXIF data (CIPA DC-008, tag 0x0112). Data that make no sense count as upright.</summary>
internal static class ExifOrientation
{
    /// <summary>The first row is the top, the first column is the left.</summary>
    public const int Upright = 1;

    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;
    private const int LongType = 4;
    private const int EntryLength = 12;

    /// <summary>Gets a value from 1 to 8.</summary>
    /// <param name="exif">A TIFF header and what follows; the name <c>Exif</c>, which JPEG needs, may stand before it.</param>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        bool little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        uint directory = UInt32(tiff[4..], little);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        int entries = UInt16(tiff[(int)directory..], little);
        ReadOnlySpan<byte> rest = tiff[((int)directory + 2)..];
        for (; entries > 0 && rest.Length >= EntryLength; entries--, rest = rest[EntryLength..])
        {
            if (UInt16(rest, little) == OrientationTag)
            {
                uint value = UInt16(rest[2..], little) switch
                {
                    ShortType => UInt16(rest[8..], little),
                    LongType => UInt32(rest[8..], little),
                    _ => 0,
                };
                return value is >= 1 and <= 8 ? (int)value : Upright;
            }
        }

        return Upright;
    }

    private static ushort UInt16(ReadOnlySpan<byte> from, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);

    private static uint UInt32(ReadOnlySpan<byte> from, bool little) => little ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);
}

using System.Buffers.Binary;

namespace Muon.MLNet.Images;

/// <summary>The blocks of a GIF file (CompuServe, GIF89a specification) up to the end of its first frame, which is the one that is decoded.</summary>
internal static class GifStructure
{
    private const int ScreenHeader = 13;
    private const int FrameHeader = 9;
    private const byte ExtensionBlock = 0x21;
    private const byte FrameBlock = 0x2C;

    // A code of 12 bits stands for fewer than 4,096 pixels.
    private const long MostPixelsPerByte = 4096;

    public static PictureFacts Read(ReadOnlySpan<byte> file)
    {
        PictureFacts facts = new(0, 0, MostPixelsPerByte, ExifOrientation.Upright, "it is cut short: the GIF data ends within the first frame");
        if (file.Length < ScreenHeader)
        {
            return facts;
        }

        facts = facts with { Width = BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), Height = BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) };
        int at = ScreenHeader + PaletteLength(file[10]);
        while (at < file.Length)
        {
            byte block = file[at++];
            if (block == FrameBlock && at + FrameHeader < file.Length)
            {
                at += FrameHeader + PaletteLength(file[at + FrameHeader - 1]) + 1; // one byte more: the size of the first codes
                return SkipParts(file, ref at) ? facts with { Damage = null } : facts;
            }

            if (block != ExtensionBlock)
            {
                return block == FrameBlock ? facts : facts with { Damage = "the GIF data has no picture in it" };
            }

            at++; // the kind of extension
            if (!SkipParts(file, ref at))
            {
                return facts;
            }
        }

        return facts;
    }

    private static int PaletteLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    // Parts of up to 255 bytes, each behind its length; length 0 is the end.
    private static bool SkipParts(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            byte length = file[at++];
            if (length == 0)
            {
                return true;
            }

            at += length;
        }

        return false;
    }
}

using System.Buffers.Binary;

namespace Muon.MLNet.Images;

/// <summary>The checksum of PNG chunks (ISO/IEC 15948, annex D): the reflected polynomial 0xEDB88320, eight bytes at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Tables = CreateTables();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        uint crc = uint.MaxValue;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = 0;
            for (int slice = Slices - 1; slice >= 0; slice--, next >>= 8)
            {
                crc ^= tables[(slice << 8) | (int)(next & 0xFF)];
            }
        }

        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ tables[(int)((crc ^ value) & 0xFF)];
        }

        return ~crc;
    }

    // Table s tells what a byte does to the checksum when s more bytes come behind it.
    private static uint[] CreateTables()
    {
        uint[] tables = new uint[Slices * 256];
        for (int i = 0; i < 256; i++)
        {
            uint value = (uint)i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * 0xEDB88320);
            }

            tables[i] = value;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint before = tables[i - 256];
            tables[i] = (before >> 8) ^ tables[(int)(before & 0xFF)];
        }

        return tables;
    }
}

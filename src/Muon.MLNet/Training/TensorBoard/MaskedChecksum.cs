using System.Numerics;

namespace Muon.MLNet.Training.TensorBoard;

/// <summary>The checksum of TFRecord files: CRC-32C (RFC 3720, B.4), turned right by 15 bits and shifted by a constant.</summary>
internal static class MaskedChecksum
{
    private const int Turn = 15;
    private const uint Shift = 0xA282EAD8;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return unchecked(BitOperations.RotateRight(~crc, Turn) + Shift);
    }
}

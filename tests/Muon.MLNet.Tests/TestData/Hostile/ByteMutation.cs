using System.Buffers.Binary;

namespace Muon.MLNet.Tests.TestData.Hostile;

/// <summary>Changes bytes of a file at random: what disks, networks and people do.</summary>
internal static class ByteMutation
{
    private const int MostChanges = 3;
    private const int MostBytes = 64;

    /// <summary>One to three changes: bits, bytes, blocks, lengths, parts moved, ends cut off or added.</summary>
    /// <param name="whole">The file; it is left as it is.</param>
    /// <param name="random">Decides.</param>
    /// <param name="lengths">Where the file holds lengths of eight bytes.</param>
    /// <param name="ends">The ends of its parts, of which one is chosen: so that a short header is changed as often as long data.</param>
    public static byte[] Of(byte[] whole, Random random, int[] lengths, params int[] ends)
    {
        if (whole.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        byte[] file = [.. whole];
        int end = Math.Clamp(random.GetItems([.. ends, file.Length], 1)[0], 1, file.Length);
        for (int changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            int at = random.Next(end);
            switch (random.Next(lengths.Length > 0 ? 7 : 6))
            {
                case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: file[at] = (byte)random.Next(256); break;
                case 2: file[at] = "0123456789-eE\"{}[]:,\\"u8[random.Next(21)]; break;
                case 3: random.NextBytes(file.AsSpan(at, Math.Min(random.Next(MostBytes), file.Length - at))); break;
                case 4: file[..at].CopyTo(file.AsSpan(random.Next(file.Length - at))); break;
                case 5: return random.Next(2) == 0 ? file[..at] : [.. file, .. file[..at]];
                default: BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(random.GetItems(lengths, 1)[0]), random.NextInt64() >> random.Next(60)); break;
            }
        }

        return file;
    }
}

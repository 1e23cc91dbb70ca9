using System.Buffers.Binary;
using System.Text;

namespace Muon.MLNet.Tests.TestData.Hostile;

/// <summary>Safetensors that were changed at random: bytes anywhere, or the header as JSON with its length put right.</summary>
internal static class HostileSafetensors
{
    public static byte[] Of(byte[] whole, Random random)
    {
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        if (random.Next(2) == 0)
        {
            return ByteMutation.Of(whole, random, [0], sizeof(ulong) + header);
        }

        byte[] json = Encoding.UTF8.GetBytes(JsonMutation.Of(Encoding.UTF8.GetString(whole, sizeof(ulong), header), random));
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. whole[(sizeof(ulong) + header)..]];
    }
}

using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>
/// The combined Tausworthe generator of GPU Gems 3, chapter 37, as the environments of ML.NET draw from it: the state
/// comes from a seed by MurmurHash3 rounds, or from the upper halves of eight draws of a parent generator.
/// </summary>
internal sealed class TauswortheRandom : Random
{
    private uint _z1, _z2, _z3, _z4;

    public TauswortheRandom(int seed)
    {
        _z1 = (uint)seed;
        _z2 = Murmur.Round(_z1, (uint)seed);
        _z3 = Murmur.Round(_z2, (uint)seed);
        _z4 = Murmur.Round(_z3, (uint)seed);
    }

    public TauswortheRandom(Random parent)
    {
        _z1 = Word(parent);
        _z2 = Word(parent);
        _z3 = Word(parent);
        _z4 = Word(parent);
    }

    public int NextSigned() => (int)Draw();

    public override int Next() => (int)(Draw() & int.MaxValue);

    public override int Next(int maxValue)
    {
        Contracts.CheckParam(maxValue >= 0, nameof(maxValue), "maxValue must be non-negative");
        return (int)(((ulong)Draw() * (uint)maxValue) >> 32);
    }

    public override int Next(int minValue, int maxValue)
    {
        Contracts.CheckParam(minValue <= maxValue, nameof(minValue), "minValue must be less than or equal to maxValue.");
        return (int)(minValue + (long)(((ulong)Draw() * (ulong)((long)maxValue - minValue)) >> 32));
    }

    public override double NextDouble() => Draw() * (1.0 / (1UL << 32));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte b in buffer)
        {
            b = (byte)Draw();
        }
    }

    protected override double Sample() => NextDouble();

    private static uint Word(Random parent) => ((uint)parent.Next(1 << 16) << 16) | (uint)parent.Next(1 << 16);

    private uint Draw()
    {
        _z1 = Step(_z1, 13, 19, 12, ~1u);
        _z2 = Step(_z2, 2, 25, 4, ~7u);
        _z3 = Step(_z3, 3, 11, 17, ~15u);
        _z4 = _z4 * 1664525 + 1013904223;
        return _z1 ^ _z2 ^ _z3 ^ _z4;
    }

    private static uint Step(uint z, int s1, int s2, int s3, uint mask) => ((z & mask) << s3) ^ (((z << s1) ^ z) >> s2);
}

/// <summary>The parts of MurmurHash3 (32 bits).</summary>
internal static class Murmur
{
    public static uint Round(uint hash, uint chunk) => BitOperations.RotateLeft(hash ^ Scramble(chunk), 13) * 5 + 0xe6546b64;

    public static uint Hash(ReadOnlySpan<byte> data, uint seed)
    {
        uint hash = seed;
        ReadOnlySpan<byte> rest = data;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            hash = Round(hash, BitConverter.ToUInt32(rest));
        }

        uint tail = 0;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | rest[i];
        }

        return Finish(hash ^ Scramble(tail) ^ (uint)data.Length);
    }

    private static uint Scramble(uint chunk) => BitOperations.RotateLeft(chunk * 0xcc9e2d51, 15) * 0x1b873593;

    private static uint Finish(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}

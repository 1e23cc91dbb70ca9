namespace Muon.MLNet.Images.Augmentation;

/// <summary>
/// Random numbers that depend on the seed, the epoch, the picture and the purpose alone: SplitMix64 (Steele, Lea and Flood,
/// 2014), whose state starts from a hash of these. Making one costs a few multiplications, unlike a seeded <see cref="Random"/>,
/// and its numbers are fixed by this file, not by the runtime.
/// </summary>
internal sealed class PictureDice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <param name="seed">The seed of the training.</param>
    /// <param name="epoch">The pass over the data.</param>
    /// <param name="index">The picture, or the step where the draw is for a batch.</param>
    /// <param name="purpose">What is drawn.</param>
    public PictureDice(int seed, int epoch, int index, DicePurpose purpose)
    {
        foreach (int part in (ReadOnlySpan<int>)[seed, epoch, index, (int)purpose])
        {
            _state = Mixed(_state + Golden + (uint)part);
        }
    }

    /// <summary>From 0 up to, but not including, 1, in steps of 2⁻⁵³.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Between two values, each equally probable.</summary>
    public double Between(double least, double most) => least + ((most - least) * Share());

    /// <summary>Between two positive values, so that a ratio and its reciprocal are equally probable.</summary>
    public double RatioBetween(double least, double most) => Math.Exp(Between(Math.Log(least), Math.Log(most)));

    /// <summary>From −most to most.</summary>
    public double UpTo(double most) => Between(-most, most);

    /// <summary>True with this probability.</summary>
    public bool Happens(double probability) => Share() < probability;

    /// <summary>A whole number from 0 to count − 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    /// <summary>From the normal distribution of mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double Normal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Share())); // of a number above 0
        return radius * Math.Cos(2 * Math.PI * Share());
    }

    /// <summary>The numbers from 0 to count − 1 in random order (Fisher and Yates).</summary>
    public long[] Permutation(int count)
    {
        long[] order = new long[count];
        for (int i = 0; i < count; i++)
        {
            int j = Below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    private ulong Bits() => Mixed(_state += Golden);

    private static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

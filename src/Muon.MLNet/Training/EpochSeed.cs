namespace Muon.MLNet.Training;

/// <summary>
/// The seeds of what a run leaves to chance, from its own seed and the place in the run alone: a run that goes on in the middle draws the
/// same numbers as one that got there. Mixed by SplitMix64 (Steele, Lea and Flood 2014), so that neighbours have nothing in common.
/// </summary>
internal static class EpochSeed
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The seed of the order of the examples in an epoch.</summary>
    public static int OfOrder(int seed, int epoch) => Mix(seed, epoch, 0);

    /// <summary>The seed of the dropout in a step.</summary>
    /// <param name="seed">That of the run.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">From 0.</param>
    public static int OfDropout(int seed, int epoch, int step) => Mix(seed, epoch, step + 1);

    private static int Mix(int seed, int epoch, int place)
    {
        ulong state = unchecked((uint)seed);
        state = Scramble(state + Increment);
        state = Scramble(state ^ unchecked((uint)epoch));
        state = Scramble(state ^ unchecked((uint)place));
        return (int)(state >> 33);
    }

    private static ulong Scramble(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return unchecked((z ^ (z >> 31)) + Increment);
    }
}

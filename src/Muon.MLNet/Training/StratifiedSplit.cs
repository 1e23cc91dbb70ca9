namespace Muon.MLNet.Training;

/// <summary>Holds a share of the examples of each class back.</summary>
internal static class StratifiedSplit
{
    /// <summary>Draws the examples that are held back.</summary>
    /// <param name="classes">The class of each example, from 0; -1 for one that belongs to neither part.</param>
    /// <param name="fraction">The share, from 0 up to, but not including, 1.</param>
    /// <param name="seed">Decides which examples.</param>
    /// <returns>Whether each example is held back: of n in a class round(n · fraction), but never the last one.</returns>
    public static bool[] HoldBack(IReadOnlyList<int> classes, double fraction, int seed)
    {
        bool[] held = new bool[classes.Count];
        Random random = new(seed);
        foreach (IGrouping<int, int> members in Enumerable.Range(0, classes.Count).Where(i => classes[i] >= 0).GroupBy(i => classes[i]).OrderBy(group => group.Key))
        {
            int[] order = [.. members];
            random.Shuffle(order);
            int count = Math.Min((int)Math.Round(order.Length * fraction, MidpointRounding.AwayFromZero), order.Length - 1);
            foreach (int index in order.AsSpan(0, count))
            {
                held[index] = true;
            }
        }

        return held;
    }

    /// <summary>
    /// Finds examples that are to be trained on although they were held back: the first one of each class of which no other is left, since
    /// those of the other part turned out to be missing.
    /// </summary>
    /// <param name="classes">The class of each example, from 0; -1 for one that belongs to neither part.</param>
    /// <param name="held">Whether each example was held back.</param>
    /// <param name="missing">The examples that turned out to be missing.</param>
    /// <returns>At most one example of each class.</returns>
    public static HashSet<long> GiveBack(IReadOnlyList<int> classes, bool[] held, IReadOnlySet<long> missing)
    {
        int[] present = [.. Enumerable.Range(0, classes.Count).Where(i => classes[i] >= 0 && !missing.Contains(i))];
        HashSet<int> trained = [.. present.Where(i => !held[i]).Select(i => classes[i])];
        return [.. present.Where(i => trained.Add(classes[i])).Select(i => (long)i)];
    }
}

namespace Muon.MLNet.Benchmarks.Data;

/// <summary>Random parts of a data set in which each class has the share that it has in the whole.</summary>
internal static class StratifiedSplit
{
    /// <summary>Holds rows back; the order of the rows stays.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="share">The share of each class to hold back, rounded, from 0 to 1.</param>
    /// <param name="seed">Decides which.</param>
    public static (T[] Kept, T[] Held) Run<T>(IReadOnlyList<T> rows, double share, int seed)
        where T : ILabelled
    {
        Random random = new(seed);
        var held = new HashSet<int>();
        foreach (IGrouping<string, int> group in Enumerable.Range(0, rows.Count)
            .GroupBy(i => rows[i].Label, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[] members = [.. group];
            random.Shuffle(members);
            held.UnionWith(members.Take((int)Math.Round(share * members.Length)));
        }

        return ([.. rows.Where((_, i) => !held.Contains(i))], [.. rows.Where((_, i) => held.Contains(i))]);
    }

    /// <summary>About <paramref name="count"/> of the rows, or all where there are no more.</summary>
    public static T[] Take<T>(IReadOnlyList<T> rows, int count, int seed)
        where T : ILabelled => count >= rows.Count ? [.. rows] : Run(rows, (double)count / rows.Count, seed).Held;
}

namespace Muon.Samples;

/// <summary>Holds back the same share of every class, which ML.NET's <c>TrainTestSplit</c> does only about, if classes are large.</summary>
internal static class StratifiedSplit
{
    /// <summary>Splits rows, both parts in the order given.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labelOf">The class of a row.</param>
    /// <param name="share">The share of each class to test with, rounded; of two rows and more, at least one goes to each part.</param>
    /// <param name="seed">Decides which.</param>
    public static (IReadOnlyList<T> Train, IReadOnlyList<T> Test) Of<T>(IReadOnlyList<T> rows, Func<T, string> labelOf, double share, int seed)
    {
        Random random = new(seed);
        bool[] held = new bool[rows.Count];
        foreach (IGrouping<string, int> label in Enumerable.Range(0, rows.Count)
            .GroupBy(i => labelOf(rows[i]), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[] members = [.. label];
            random.Shuffle(members);
            int count = members.Length == 1 ? 0 : Math.Clamp((int)Math.Round(share * members.Length), 1, members.Length - 1);
            Array.ForEach(members[..count], i => held[i] = true);
        }

        return ([.. rows.Where((_, i) => !held[i])], [.. rows.Where((_, i) => held[i])]);
    }
}

namespace FlowerPhotos.Data;

/// <summary>Holds back the same share of every class, which ML.NET's <c>TrainTestSplit</c> does only about, if classes are large.</summary>
internal static class StratifiedSplit
{
    /// <summary>Splits photos, both parts in the order given.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="share">The share of each class to test with, rounded; of two photos and more, at least one goes to each part.</param>
    /// <param name="seed">Decides which.</param>
    public static (IReadOnlyList<Photo> Train, IReadOnlyList<Photo> Test) Of(IReadOnlyList<Photo> photos, double share, int seed)
    {
        Random random = new(seed);
        bool[] held = new bool[photos.Count];
        foreach (IGrouping<string, int> label in Enumerable.Range(0, photos.Count)
            .GroupBy(i => photos[i].Label, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[] members = [.. label];
            random.Shuffle(members);
            int count = members.Length == 1 ? 0 : Math.Clamp((int)Math.Round(share * members.Length), 1, members.Length - 1);
            Array.ForEach(members[..count], i => held[i] = true);
        }

        return ([.. photos.Where((_, i) => !held[i])], [.. photos.Where((_, i) => held[i])]);
    }
}

using Muon.MLNet.Images.Augmentation;

namespace Muon.MLNet.Images;

/// <summary>The pictures of one part of the data while they are read: each row gets the next record of the cache.</summary>
internal sealed class PictureSet(PictureCache cache, int height, int width, PixelSums? sums)
{
    private readonly List<int> _rows = [];

    /// <summary>Whether there are pictures besides those that cannot be read.</summary>
    public bool HasAnyBut(IReadOnlyList<BadImage> bad) => _rows.Select(row => (long)row).Except(bad.Select(image => image.Row)).Any();

    /// <summary>Gives the row's picture a record.</summary>
    public PictureJob Add(int row, PictureSource source)
    {
        _rows.Add(row);
        return new PictureJob(row, source, cache, _rows.Count - 1, height, width, sums);
    }

    /// <summary>The examples, without those that could not be read; <see langword="null"/> where none is left.</summary>
    public PictureExamples? ToExamples(int[] classes, IReadOnlyList<BadImage> bad, BatchAugmenter? augmenter)
    {
        HashSet<long> missing = [.. bad.Select(image => image.Row)];
        long[] slots = [.. Enumerable.Range(0, _rows.Count).Where(slot => !missing.Contains(_rows[slot])).Select(slot => (long)slot)];
        return slots.Length == 0
            ? null
            : new PictureExamples(cache, height, width, slots, [.. slots.Select(slot => classes[_rows[(int)slot]])], augmenter);
    }
}

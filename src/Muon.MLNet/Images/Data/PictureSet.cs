using Muon.MLNet.Images.Augmentation;

namespace Muon.MLNet.Images;

/// <summary>The pictures of one part of the data while they are read: each row gets the next record of the cache.</summary>
internal sealed class PictureSet(PictureCache cache, int height, int width, PixelSums? sums)
{
    private readonly List<int> _rows = [];

    /// <summary>Whether there are pictures besides those of some rows.</summary>
    public bool HasAnyBut(IReadOnlySet<long> rows) => _rows.Exists(row => !rows.Contains(row));

    /// <summary>Gives the row's picture a record.</summary>
    public PictureJob Add(int row, PictureSource source)
    {
        _rows.Add(row);
        return new PictureJob(row, source, cache, _rows.Count - 1, height, width, sums);
    }

    /// <summary>The examples; <see langword="null"/> where none is left.</summary>
    /// <param name="classes">The class of each row.</param>
    /// <param name="missing">The rows to leave out.</param>
    /// <param name="augmenter">Changes training pictures at random.</param>
    public PictureExamples? ToExamples(int[] classes, IReadOnlySet<long> missing, BatchAugmenter? augmenter)
    {
        long[] slots = [.. Enumerable.Range(0, _rows.Count).Where(slot => !missing.Contains(_rows[slot])).Select(slot => (long)slot)];
        return slots.Length == 0
            ? null
            : new PictureExamples(cache, height, width, slots, [.. slots.Select(slot => classes[_rows[(int)slot]])], augmenter);
    }
}

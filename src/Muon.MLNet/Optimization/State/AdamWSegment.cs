namespace Muon.MLNet;

/// <summary>A stretch of an AdamW bucket that is updated by one run of calls.</summary>
/// <param name="From">The first of its entries in the bucket.</param>
/// <param name="Length">The number of its entries.</param>
/// <param name="Pieces">The parameters, or rows of a parameter, that it covers.</param>
internal sealed record AdamWSegment(long From, long Length, IReadOnlyList<AdamWPiece> Pieces)
{
    /// <summary>
    /// Cuts a bucket into segments of at most so many entries; longer parameters are cut between rows. A segment that stays
    /// in the cache from the first of its calls to the last is read from memory once instead of at each call.
    /// </summary>
    /// <param name="shapes">The shapes of the parameters, in their order in the bucket.</param>
    /// <param name="limit">The number of entries; a single row may be longer.</param>
    public static IReadOnlyList<AdamWSegment> Cut(IReadOnlyList<long[]> shapes, long limit)
    {
        List<AdamWSegment> segments = [];
        List<AdamWPiece> pieces = [];
        long from = 0, length = 0;
        for (int member = 0; member < shapes.Count; member++)
        {
            long[] shape = shapes[member];
            long entries = shape.Aggregate(1L, (product, size) => product * size);
            long rows = shape.Length == 0 ? 1 : shape[0];
            long rowsPerPiece = entries <= limit ? rows : Math.Max(1, limit / (entries / rows));
            for (long row = 0; row < rows; row += rowsPerPiece)
            {
                long count = Math.Min(rowsPerPiece, rows - row);
                long size = entries / rows * count;
                if (length > 0 && length + size > limit)
                {
                    Close();
                }

                pieces.Add(new AdamWPiece(member, row, count, IsWhole: count == rows, length, size));
                length += size;
            }
        }

        Close();
        return segments;

        void Close()
        {
            segments.Add(new AdamWSegment(from, length, [.. pieces]));
            pieces.Clear();
            from += length;
            length = 0;
        }
    }
}

using Microsoft.ML;

namespace Muon.MLNet.Images;

/// <summary>The sizes of some pictures, evenly spread over all rows: the same rows whenever there are as many.</summary>
/// <remarks>
/// Files and encoded bytes tell their size in their headers. Images tell it once they are loaded, which happens for the rows that are
/// looked at alone. Encoded bytes of the rows in between may be read by ML.NET, but are not decoded.
/// </remarks>
internal static class SizeSample
{
    /// <summary>At most so many pictures are looked at.</summary>
    public const int Most = 64;

    /// <param name="data">The view.</param>
    /// <param name="image">The picture column.</param>
    /// <param name="kind">Its kind; not <see cref="ImageInputKind.Vector"/>.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="cancellation">Checked for every row.</param>
    /// <returns>Width and height of each picture that was looked at, but for damaged ones.</returns>
    public static IReadOnlyList<(int Width, int Height)> Read(IDataView data, DataViewSchema.Column image, ImageInputKind kind, int count, CancellationToken cancellation)
    {
        List<(int Width, int Height)> sizes = [];
        using PictureRows rows = new(data, image, kind, labelName: null);
        int taken = 0;
        for (long row = 0; taken < Most && rows.MoveNext(); row++)
        {
            cancellation.ThrowIfCancellationRequested();

            // The picture in the middle of each of as many equal parts, so that neither end of sorted rows decides alone.
            if (row < Middle(taken, count))
            {
                continue;
            }

            taken++;
            if (rows.Current().Measure() is { } size)
            {
                sizes.Add(size);
            }
        }

        return sizes;
    }

    private static long Middle(int part, int count) => count <= Most ? part : ((2L * part) + 1) * count / (2 * Most);
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>Samples pictures at the places that affine maps say, bilinearly.</summary>
/// <param name="from">The stored pictures.</param>
/// <param name="to">The result.</param>
/// <param name="padding">What is seen beyond the border.</param>
internal sealed class PictureSampler(PictureSize from, PictureSize to, GridSamplePaddingMode padding)
{
    // Bilinear sampling reads two pixels in each direction: up to here none is passed over for good.
    private const double MostReduction = 1.5;

    /// <param name="pictures">(batch, channels, h, w), float32, of any strides.</param>
    /// <param name="maps">For each picture, from places in the result to places in the picture, both from −1 to 1.</param>
    /// <returns>(batch, channels, height, width).</returns>
    /// <remarks>
    /// A picture that is reduced more is first averaged over squares of as many pixels, each by its own reduction: what comes of it
    /// does not depend on the rest of the batch.
    /// </remarks>
    public Tensor Sample(Tensor pictures, Affine[] maps)
    {
        int[] factors = Array.ConvertAll(maps, ReductionOf);
        int[] different = [.. factors.Distinct().Order()];
        if (different is [int only])
        {
            return Reduced(pictures, maps, only);
        }

        List<Tensor> parts = [];
        List<int> order = [];
        foreach (int factor in different)
        {
            int[] members = [.. Enumerable.Range(0, maps.Length).Where(i => factors[i] == factor)];
            Tensor some = pictures.index_select(0, tensor(Array.ConvertAll(members, i => (long)i)));
            parts.Add(Reduced(some, Array.ConvertAll(members, i => maps[i]), factor));
            order.AddRange(members);
        }

        long[] places = new long[maps.Length];
        for (int i = 0; i < order.Count; i++)
        {
            places[order[i]] = i;
        }

        return cat(parts, 0).index_select(0, tensor(places));
    }

    private int ReductionOf(Affine map)
    {
        double reduction = Math.Sqrt(Math.Abs(map.Determinant) * from.Width * from.Height / ((double)to.Width * to.Height));
        return reduction <= MostReduction ? 1 : Math.Clamp((int)Math.Round(reduction), 1, Math.Min(from.Width, from.Height));
    }

    private Tensor Reduced(Tensor pictures, Affine[] maps, int factor)
    {
        if (factor == 1)
        {
            return functional.grid_sample(pictures, Grid(maps), GridSampleMode.Bilinear, padding, align_corners: false);
        }

        // Squares that reach beyond the border are averages of what is there.
        Tensor smaller = functional.avg_pool2d(pictures, factor, ceil_mode: true, count_include_pad: false);
        double x = (double)from.Width / (factor * smaller.shape[3]), y = (double)from.Height / (factor * smaller.shape[2]);
        Affine toSmaller = Affine.Scale(x, y).Then(Affine.Shift(x - 1, y - 1));
        return functional.grid_sample(smaller, Grid(Array.ConvertAll(maps, map => map.Then(toSmaller))), GridSampleMode.Bilinear, padding, align_corners: false);
    }

    /// <summary>What affine_grid computes, (batch, height, width, 2), as the sum of one term per column and one per row.</summary>
    /// <remarks>
    /// A sum of two terms rounds alike whatever the batch, unlike a matrix product, and takes a tenth of its time.
    /// </remarks>
    private Tensor Grid(Affine[] maps)
    {
        float[] columns = new float[maps.Length * to.Width * 2], rows = new float[maps.Length * to.Height * 2];
        int column = 0, row = 0;
        foreach (Affine map in maps)
        {
            for (int i = 0; i < to.Width; i++)
            {
                double x = Center(i, to.Width);
                columns[column++] = (float)(map.XX * x);
                columns[column++] = (float)(map.YX * x);
            }

            for (int i = 0; i < to.Height; i++)
            {
                double y = Center(i, to.Height);
                rows[row++] = (float)((map.XY * y) + map.X0);
                rows[row++] = (float)((map.YY * y) + map.Y0);
            }
        }

        return tensor(columns, [maps.Length, 1, to.Width, 2]).add(tensor(rows, [maps.Length, to.Height, 1, 2]));
    }

    private static double Center(int index, int count) => ((2 * index) + 1 - count) / (double)count;
}

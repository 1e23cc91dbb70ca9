using Muon.MLNet.Networks;

namespace Muon.MLNet.Images;

/// <summary>
/// Pictures in managed memory, each (channels, height, width) in row-major order. Kept in blocks, so that the set may
/// grow without copying what is there and may be larger than one array.
/// </summary>
internal sealed class PixelStore(int pixelCount)
{
    private const int TargetBlockValues = 1 << 20;

    private readonly int _rowsPerBlock = Math.Max(1, TargetBlockValues / pixelCount);
    private readonly List<float[]> _blocks = [];

    public int Count { get; private set; }

    /// <summary>Makes room for one more picture and returns it, to be filled by the caller.</summary>
    public Span<float> AddRow()
    {
        int row = Count % _rowsPerBlock;
        if (row == 0)
        {
            _blocks.Add(new float[_rowsPerBlock * pixelCount]);
        }

        Count++;
        return _blocks[^1].AsSpan(row * pixelCount, pixelCount);
    }

    public ReadOnlySpan<float> Row(int index) =>
        _blocks[index / _rowsPerBlock].AsSpan(index % _rowsPerBlock * pixelCount, pixelCount);

    /// <summary>
    /// Mean and 1 / standard deviation per channel over some pictures, in double precision. A channel that never varies
    /// gets scale 1.
    /// </summary>
    public PixelStatistics Statistics(int channels, IReadOnlyList<int> rows)
    {
        int plane = pixelCount / channels;
        double values = (double)rows.Count * plane;
        float[] mean = new float[channels];
        float[] scale = new float[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            Range part = (channel * plane)..((channel + 1) * plane);
            double center = Sum(rows, part, 0, power: 1) / values;
            double variance = Sum(rows, part, center, power: 2) / values;
            mean[channel] = (float)center;
            scale[channel] = variance > 0 ? (float)(1 / Math.Sqrt(variance)) : 1f;
        }

        return new PixelStatistics(mean, scale);
    }

    /// <summary>Σ (x − center)^power over one part of each picture; power is 1 or 2.</summary>
    private double Sum(IReadOnlyList<int> rows, Range part, double center, int power)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            foreach (float pixel in Row(row)[part])
            {
                double distance = pixel - center;
                sum += power == 1 ? distance : distance * distance;
            }
        }

        return sum;
    }
}

using Muon.MLNet.Networks;

namespace Muon.MLNet.Images;

/// <summary>
/// Mean and standard deviation of bytes, per colour. The sums are whole numbers, so that the order of the pictures, and the threads
/// that add them, make no difference.
/// </summary>
internal sealed class PixelSums
{
    private readonly Lock _lock = new();
    private readonly long[] _sums = new long[RgbPicture.Channels];
    private readonly long[] _squares = new long[RgbPicture.Channels];
    private long _pixels;

    /// <summary>Adds a picture.</summary>
    public void Add(ReadOnlySpan<byte> rgb)
    {
        Span<long> sums = stackalloc long[RgbPicture.Channels];
        Span<long> squares = stackalloc long[RgbPicture.Channels];
        for (int i = 0; i < rgb.Length; i += RgbPicture.Channels)
        {
            for (int channel = 0; channel < RgbPicture.Channels; channel++)
            {
                int value = rgb[i + channel];
                sums[channel] += value;
                squares[channel] += value * value;
            }
        }

        lock (_lock)
        {
            _pixels += rgb.Length / RgbPicture.Channels;
            for (int channel = 0; channel < RgbPicture.Channels; channel++)
            {
                _sums[channel] += sums[channel];
                _squares[channel] += squares[channel];
            }
        }
    }

    /// <summary>Mean and 1 / standard deviation; a colour that never varies gets scale 1.</summary>
    public PixelStatistics ToStatistics()
    {
        double[] means = [.. _sums.Select(sum => (double)sum / _pixels)];
        double[] variances = [.. _squares.Select((square, channel) => ((double)square / _pixels) - (means[channel] * means[channel]))];
        return new PixelStatistics(
            [.. means.Select(mean => (float)mean)],
            [.. variances.Select(variance => variance > 1e-9 ? (float)(1 / Math.Sqrt(variance)) : 1f)]);
    }
}

using System.Buffers;

namespace Muon.MLNet.Images;

/// <summary>
/// How much each pixel of a line counts for each pixel of a scaled line: a triangle that reaches to the neighbours where the
/// line becomes longer, and as much further as it becomes shorter, so that no pixel is passed over (antialiasing).
/// The memory is rented: dispose.
/// </summary>
internal readonly struct ScalingWeights : IDisposable
{
    private readonly int[] _first; // (length): where the pixels that count begin
    private readonly int[] _count; // (length): how many they are
    private readonly float[] _weights; // (length, most)
    private readonly int _most;

    /// <summary>Initializes a new instance of the <see cref="ScalingWeights"/> struct.</summary>
    /// <param name="available">The pixels of the line.</param>
    /// <param name="start">Where the part begins that is scaled, in pixels and fractions.</param>
    /// <param name="extent">The length of that part.</param>
    /// <param name="length">The pixels that it becomes.</param>
    public ScalingWeights(int available, double start, double extent, int length)
    {
        double step = extent / length;
        double reach = Math.Max(step, 1);
        Length = length;
        _most = ((int)Math.Ceiling(reach) * 2) + 1;
        _first = ArrayPool<int>.Shared.Rent(length);
        _count = ArrayPool<int>.Shared.Rent(length);
        _weights = ArrayPool<float>.Shared.Rent(checked(length * _most));
        for (int i = 0; i < length; i++)
        {
            double center = start + ((i + 0.5) * step);
            int first = Math.Max((int)(center - reach + 0.5), 0);
            int end = Math.Min((int)(center + reach + 0.5), available);
            _first[i] = first;
            _count[i] = end - first;
            Fill(_weights.AsSpan(i * _most, end - first), center - first - 0.5, reach);
        }
    }

    public int Length { get; }

    /// <summary>Gets the first pixel that counts for any.</summary>
    public int Begin => _first[0];

    /// <summary>Gets the end of the pixels that count for any.</summary>
    public int End => _first[Length - 1] + _count[Length - 1];

    public int First(int index) => _first[index];

    public ReadOnlySpan<float> Of(int index) => _weights.AsSpan(index * _most, _count[index]);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_first);
        ArrayPool<int>.Shared.Return(_count);
        ArrayPool<float>.Shared.Return(_weights);
    }

    private static void Fill(Span<float> weights, double center, double reach)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += Triangle((i - center) / reach);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(Triangle((i - center) / reach) / sum);
        }
    }

    private static double Triangle(double distance) => Math.Max(0, 1 - Math.Abs(distance));
}

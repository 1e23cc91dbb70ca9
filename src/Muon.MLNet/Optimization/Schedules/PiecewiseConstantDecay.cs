namespace Muon.MLNet;

/// <summary>A constant learning rate on each interval of steps; Keras's <c>PiecewiseConstantDecay</c>.</summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly long[] _boundaries;
    private readonly double[] _values;

    /// <summary>
    /// With boundaries (b₀, b₁) and values (v₀, v₁, v₂): v₀ up to and including step b₀, then v₁ up to and including b₁, then v₂.
    /// </summary>
    /// <param name="boundaries">Steps in increasing order; each is the last step of its interval.</param>
    /// <param name="values">The learning rates, ≥ 0, one more than there are boundaries.</param>
    /// <exception cref="ArgumentException">The boundaries do not increase, or the numbers of both do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or not finite.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<long> boundaries, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != boundaries.Count + 1)
        {
            throw new ArgumentException(
                $"There are {boundaries.Count} boundaries and {values.Count} values; one value more than boundaries is needed.",
                nameof(values));
        }

        _boundaries = [.. boundaries];
        _values = [.. values.Select(value => ScheduleGuard.NotNegative(value, nameof(values)))];
        if (_boundaries.Zip(_boundaries.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException("The boundaries must increase.", nameof(boundaries));
        }
    }

    /// <inheritdoc/>
    public override double GetLearningRate(long step)
    {
        int at = Array.FindIndex(_boundaries, boundary => step <= boundary);
        return at < 0 ? _values[^1] : _values[at];
    }
}

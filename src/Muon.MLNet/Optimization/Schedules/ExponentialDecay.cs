namespace Muon.MLNet;

/// <summary>
/// <c>initialLearningRate · decayRate^(step / decaySteps)</c>; Keras's <c>ExponentialDecay</c>.
/// </summary>
/// <param name="initialLearningRate">The learning rate at step 0, ≥ 0.</param>
/// <param name="decaySteps">The number of steps after which the learning rate has been multiplied by <paramref name="decayRate"/>, ≥ 1.</param>
/// <param name="decayRate">The factor, &gt; 0.</param>
/// <param name="staircase">Whether the exponent is rounded down to a whole number. The default value is <see langword="false"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
public sealed class ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate, bool staircase = false)
    : LearningRateSchedule
{
    private readonly double _initialLearningRate = ScheduleGuard.NotNegative(initialLearningRate);
    private readonly long _decaySteps = ScheduleGuard.AtLeast(1, decaySteps);
    private readonly double _decayRate = ScheduleGuard.Positive(decayRate);

    /// <inheritdoc/>
    public override double GetLearningRate(long step)
    {
        double decays = (double)step / _decaySteps;
        return _initialLearningRate * Math.Pow(_decayRate, staircase ? Math.Floor(decays) : decays);
    }
}

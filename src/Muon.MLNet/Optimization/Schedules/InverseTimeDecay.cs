namespace Muon.MLNet;

/// <summary>
/// <c>initialLearningRate / (1 + decayRate · step / decaySteps)</c>; Keras's <c>InverseTimeDecay</c>.
/// </summary>
/// <param name="initialLearningRate">The learning rate at step 0, ≥ 0.</param>
/// <param name="decaySteps">The unit in which steps are counted, ≥ 1.</param>
/// <param name="decayRate">What each unit adds to the divisor, ≥ 0.</param>
/// <param name="staircase">Whether units are rounded down to a whole number. The default value is <see langword="false"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
public sealed class InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate, bool staircase = false)
    : LearningRateSchedule
{
    private readonly double _initialLearningRate = ScheduleGuard.NotNegative(initialLearningRate);
    private readonly long _decaySteps = ScheduleGuard.AtLeast(1, decaySteps);
    private readonly double _decayRate = ScheduleGuard.NotNegative(decayRate);

    /// <inheritdoc/>
    public override double GetLearningRate(long step)
    {
        double units = (double)step / _decaySteps;
        return _initialLearningRate / (1 + (_decayRate * (staircase ? Math.Floor(units) : units)));
    }
}

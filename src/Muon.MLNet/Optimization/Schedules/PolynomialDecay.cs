namespace Muon.MLNet;

/// <summary>
/// <c>(initialLearningRate − endLearningRate) · (1 − step / decaySteps)^power + endLearningRate</c>; Keras's
/// <c>PolynomialDecay</c>.
/// </summary>
/// <param name="initialLearningRate">The learning rate at step 0, ≥ 0.</param>
/// <param name="decaySteps">The number of steps until <paramref name="endLearningRate"/> is reached, ≥ 1.</param>
/// <param name="endLearningRate">The learning rate at the end, ≥ 0. The default value is 0.0001.</param>
/// <param name="power">The power, ≥ 0; 1 is linear. The default value is 1.</param>
/// <param name="cycle">
/// Whether, past <paramref name="decaySteps"/>, the period is stretched to its next multiple, so that the learning rate
/// jumps up and decays again, instead of staying at the end. The default value is <see langword="false"/>.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
public sealed class PolynomialDecay(
    double initialLearningRate, long decaySteps, double endLearningRate = 0.0001, double power = 1.0, bool cycle = false)
    : LearningRateSchedule
{
    private readonly double _initialLearningRate = ScheduleGuard.NotNegative(initialLearningRate);
    private readonly long _decaySteps = ScheduleGuard.AtLeast(1, decaySteps);
    private readonly double _endLearningRate = ScheduleGuard.NotNegative(endLearningRate);
    private readonly double _power = ScheduleGuard.NotNegative(power);

    /// <inheritdoc/>
    public override double GetLearningRate(long step)
    {
        double period = cycle ? _decaySteps * Math.Max(1, Math.Ceiling((double)step / _decaySteps)) : _decaySteps;
        double done = Math.Min(step, period) / period;
        return ((_initialLearningRate - _endLearningRate) * Math.Pow(1 - done, _power)) + _endLearningRate;
    }
}

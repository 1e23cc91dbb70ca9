namespace Muon.MLNet;

/// <summary>
/// An optional linear warm-up, then half a cosine down to a floor; Keras's <c>CosineDecay</c>
/// (Loshchilov and Hutter, arXiv 1608.03983).
/// </summary>
/// <param name="initialLearningRate">The learning rate at step 0, ≥ 0.</param>
/// <param name="decaySteps">The length of the cosine, after the warm-up, ≥ 1.</param>
/// <param name="alpha">The floor, as a fraction of the learning rate at which the cosine starts, ≥ 0. The default value is 0.</param>
/// <param name="warmupTarget">
/// The learning rate, ≥ 0, that the warm-up reaches from <paramref name="initialLearningRate"/>; <see langword="null"/> for
/// no warm-up. The default value is <see langword="null"/>.
/// </param>
/// <param name="warmupSteps">The length of the warm-up, ≥ 0; ignored without a target. The default value is 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
public sealed class CosineDecay(
    double initialLearningRate, long decaySteps, double alpha = 0.0, double? warmupTarget = null, long warmupSteps = 0)
    : LearningRateSchedule
{
    private readonly double _initialLearningRate = ScheduleGuard.NotNegative(initialLearningRate);
    private readonly long _decaySteps = ScheduleGuard.AtLeast(1, decaySteps);
    private readonly double _alpha = ScheduleGuard.NotNegative(alpha);
    private readonly double _peak = ScheduleGuard.NotNegative(warmupTarget ?? initialLearningRate, nameof(warmupTarget));
    private readonly long _warmupSteps = warmupTarget is null ? 0 : ScheduleGuard.AtLeast(0, warmupSteps);

    /// <inheritdoc/>
    public override double GetLearningRate(long step)
    {
        if (step < _warmupSteps)
        {
            return _initialLearningRate + ((_peak - _initialLearningRate) * step / _warmupSteps);
        }

        double done = Math.Min(1.0, (double)(step - _warmupSteps) / _decaySteps);
        double cosine = 0.5 * (1 + Math.Cos(Math.PI * done));
        return _peak * (((1 - _alpha) * cosine) + _alpha);
    }
}

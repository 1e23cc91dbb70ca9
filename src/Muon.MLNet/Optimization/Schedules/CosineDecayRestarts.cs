namespace Muon.MLNet;

/// <summary>
/// Half a cosine down to a floor, again and again, each period longer and lower than the one before by fixed factors;
/// Keras's <c>CosineDecayRestarts</c> (SGDR, arXiv 1608.03983).
/// </summary>
/// <param name="initialLearningRate">The learning rate at step 0, ≥ 0.</param>
/// <param name="firstDecaySteps">The length of the first period, ≥ 1.</param>
/// <param name="tMul">The length of each period relative to the one before, ≥ 1. The default value is 2.</param>
/// <param name="mMul">The peak of each period relative to the one before, &gt; 0. The default value is 1.</param>
/// <param name="alpha">The floor, as a fraction of <paramref name="initialLearningRate"/>, ≥ 0. The default value is 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
public sealed class CosineDecayRestarts(
    double initialLearningRate, long firstDecaySteps, double tMul = 2.0, double mMul = 1.0, double alpha = 0.0)
    : LearningRateSchedule
{
    private readonly double _initialLearningRate = ScheduleGuard.NotNegative(initialLearningRate);
    private readonly long _firstDecaySteps = ScheduleGuard.AtLeast(1, firstDecaySteps);
    private readonly double _tMul = tMul >= 1 ? ScheduleGuard.Finite(tMul)
        : throw new ArgumentOutOfRangeException(nameof(tMul), tMul, $"{nameof(tMul)} must be at least 1.");

    private readonly double _mMul = ScheduleGuard.Positive(mMul);
    private readonly double _alpha = ScheduleGuard.NotNegative(alpha);

    /// <inheritdoc/>
    public override double GetLearningRate(long step)
    {
        // Period n has firstDecaySteps · tMulⁿ steps; find the one that holds this step.
        double length = _firstDecaySteps;
        double restarts = 0;
        double into = step;
        if (_tMul == 1)
        {
            restarts = Math.Floor(into / length);
            into -= restarts * length;
        }

        for (; into >= length; restarts++)
        {
            into -= length;
            length *= _tMul;
        }

        double cosine = 0.5 * Math.Pow(_mMul, restarts) * (1 + Math.Cos(Math.PI * into / length));
        return _initialLearningRate * (((1 - _alpha) * cosine) + _alpha);
    }
}

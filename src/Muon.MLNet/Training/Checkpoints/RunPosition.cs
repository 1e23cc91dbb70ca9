namespace Muon.MLNet.Training.Checkpoints;

/// <summary>How far a training run has come.</summary>
/// <param name="Epochs">The epochs that are done, validation included.</param>
/// <param name="Steps">The steps that are done of the epoch after them.</param>
/// <param name="ElapsedTicks">The time trained so far, in ticks of <see cref="TimeSpan"/>.</param>
/// <param name="LossSum">The sum of the losses in the epoch after them.</param>
/// <param name="Correct">The examples of that epoch that were classified rightly.</param>
/// <param name="Examples">The examples of that epoch.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="EpochsWithoutGain">What early stopping has counted.</param>
/// <param name="BestEpoch">The best epoch so far, from 1; 0 where there is none.</param>
/// <param name="StoppedEarly">Whether early stopping has ended the run.</param>
internal sealed record RunPosition(
    int Epochs,
    int Steps,
    long ElapsedTicks,
    double LossSum,
    long Correct,
    long Examples,
    double LearningRate,
    int EpochsWithoutGain,
    int BestEpoch,
    bool StoppedEarly)
{
    /// <summary>Gets the place of the first step of a run.</summary>
    public static RunPosition Start { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, StoppedEarly: false);
}

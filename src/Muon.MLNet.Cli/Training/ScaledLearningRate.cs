namespace Muon.MLNet.Cli.Training;

/// <summary>A schedule times a factor.</summary>
internal sealed class ScaledLearningRate(LearningRateSchedule schedule, double factor) : LearningRateSchedule
{
    public override double GetLearningRate(long step) => factor * schedule.GetLearningRate(step);
}

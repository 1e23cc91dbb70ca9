namespace Muon.MLNet.AutoML.Tests.Trials;

/// <summary>A learning rate that is fine at first, and then far too high.</summary>
internal sealed class SuddenLearningRate(int after) : LearningRateSchedule
{
    public override double GetLearningRate(long step) => step < after ? 0.01 : 1e30;
}

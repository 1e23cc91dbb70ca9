namespace Muon.MLNet;

/// <summary>A learning rate that is asked for at every step.</summary>
internal sealed class FunctionLearningRate(Func<double> function) : LearningRateSchedule
{
    public override double GetLearningRate(long step) => function();
}

using System.Globalization;

namespace Muon.MLNet;

/// <summary>The same learning rate at every step.</summary>
internal sealed class ConstantLearningRate(double value) : LearningRateSchedule
{
    public double Value { get; } = value;

    public override double GetLearningRate(long step) => Value;

    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}

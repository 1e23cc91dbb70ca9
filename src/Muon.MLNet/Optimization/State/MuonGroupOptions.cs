using TorchSharp.Modules;

namespace Muon.MLNet;

/// <summary>The part of the state that is common to all parameters.</summary>
internal sealed class MuonGroupOptions : OptimizerOptions
{
    /// <summary>The number of calls of <see cref="MuonOptimizer.step"/>.</summary>
    public long Steps { get; set; }

    /// <summary>The learning rate that the schedule gave last; another value in the group was set from outside.</summary>
    public double Scheduled { get; set; }

    /// <summary>What losses are to be multiplied by; moves under dynamic loss scaling only.</summary>
    public double LossScale { get; set; } = 1;

    /// <summary>The number of steps since the loss scale moved.</summary>
    public long GoodSteps { get; set; }

    public override void SaveStateDict(BinaryWriter writer)
    {
        base.SaveStateDict(writer);
        writer.Write(Steps);
        writer.Write(Scheduled);
        writer.Write(LossScale);
        writer.Write(GoodSteps);
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        try
        {
            base.LoadStateDict(reader);
            Steps = reader.ReadInt64();
            Scheduled = reader.ReadDouble();
            LossScale = reader.ReadDouble();
            GoodSteps = reader.ReadInt64();
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The state ends within its counters: the file is truncated, or was saved by another version.", e);
        }
    }

    public override void LoadStateDict(OptimizerOptions source)
    {
        if (source is not MuonGroupOptions other)
        {
            throw new ArgumentException($"The state is that of another optimizer ({source?.GetType().Name}).", nameof(source));
        }

        base.LoadStateDict(source);
        Steps = other.Steps;
        Scheduled = other.Scheduled;
        LossScale = other.LossScale;
        GoodSteps = other.GoodSteps;
    }
}

using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <summary>How often a training run is saved. Each of the three counts on its own; 0 turns it off.</summary>
/// <remarks>Whatever is set here, a run that is cancelled or out of time is saved where it stops.</remarks>
public sealed class CheckpointInterval
{
    private const double MostMinutes = 525_600;

    /// <summary>Gets or sets after how many epochs.</summary>
    /// <value>The default value is 1: after each. At least 0.</value>
    [Range(0, int.MaxValue)]
    public int Epochs { get; set; } = 1;

    /// <summary>Gets or sets after how many steps, counted from the first of the run.</summary>
    /// <value>The default value is 0: none. At least 0.</value>
    [Range(0, int.MaxValue)]
    public int Steps { get; set; }

    /// <summary>Gets or sets after how many minutes, at the end of the step.</summary>
    /// <value>The default value is 0: none. From 0 to 525,600, a year.</value>
    [Range(0.0, MostMinutes)]
    public double Minutes { get; set; }

    internal void Validate()
    {
        OptionChecks.AtLeastZero(Epochs, "CheckpointEvery.Epochs");
        OptionChecks.AtLeastZero(Steps, "CheckpointEvery.Steps");
        if (!(Minutes >= 0 && Minutes <= MostMinutes))
        {
            throw new ArgumentOutOfRangeException("CheckpointEvery.Minutes", Minutes, "CheckpointEvery.Minutes must be from 0 to 525600.");
        }
    }
}

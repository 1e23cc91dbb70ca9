namespace Muon.MLNet;

/// <summary>The options of <see cref="MuonExperimentExtensions.SetMuonTrialRunner"/>.</summary>
public sealed class MuonTrialOptions
{
    /// <summary>Gets or sets when trials that fall behind are ended.</summary>
    /// <value>The default value is <see langword="null"/>: all are trained to their end. Ignored under cross-validation.</value>
    public SuccessiveHalving? Halving { get; set; }

    /// <summary>Gets or sets a function that is called at the end of each trial, on the thread that ran it.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Action<TrialRecord>? OnTrialEnd { get; set; }

    /// <summary>Gets or sets the clock behind durations.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}

using Microsoft.ML;

namespace Muon.MLNet.Training.Trials;

/// <summary>What a sweep wants of the fits of one of its trials, wherever in the pipeline they are.</summary>
internal sealed class FitWatch
{
    /// <summary>Gets a token that ends a fit after the current step; what was learned is kept.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Gets what is called after each epoch, before the user's function.</summary>
    public Action<EpochEndArguments>? OnEpochEnd { get; init; }

    /// <summary>Gets or sets the data by which epochs are judged where the options name none, as the fit sees its training data.</summary>
    public IDataView? ValidationSet { get; set; }
}

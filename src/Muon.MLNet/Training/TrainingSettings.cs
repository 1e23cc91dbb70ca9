using Muon.MLNet.Training.Checkpoints;

namespace Muon.MLNet.Training;

/// <summary>What the training loop needs to know, the same for pictures and texts.</summary>
internal sealed record TrainingSettings
{
    public required int MaxEpochs { get; init; }

    public required int BatchSize { get; init; }

    public required int Seed { get; init; }

    public double LabelSmoothing { get; init; }

    /// <summary>The weight of each class in the loss, or <see langword="null"/> for 1.</summary>
    public float[]? ClassWeights { get; init; }

    /// <summary>The decay of the moving average of the weights that is judged and kept; 0 for none.</summary>
    public double WeightAveraging { get; init; }

    /// <summary>Whether the optimizer replaces the weights by their moving average when training ends.</summary>
    public bool OptimizerAveragesWeights { get; init; }

    public ValidationMetric ValidationMetric { get; init; }

    public EarlyStopping? EarlyStopping { get; init; }

    public Action<TrainingStepArguments>? OnStep { get; init; }

    public Action<EpochEndArguments>? OnEpochEnd { get; init; }

    public Action<TrainingEndArguments>? OnTrainingEnd { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>What a cancellation after the first step leads to.</summary>
    public CancelAction OnCancel { get; init; }

    /// <summary>How long the loop may run.</summary>
    public TimeSpan? MaxTrainingTime { get; init; }

    /// <summary>Where the run is saved, or <see langword="null"/>.</summary>
    public CheckpointSettings? Checkpoints { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

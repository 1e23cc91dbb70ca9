using Microsoft.ML;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>A data set with all that both optimizers have in common.</summary>
/// <param name="Name">Its name on the command line and in file names.</param>
/// <param name="Title">What is trained on what, in a line.</param>
/// <param name="Load">Reads the data; a small part of them where its second argument, quick, is set.</param>
/// <param name="Trainer">Network, augmentation and whatever else of the training is the same for both.</param>
internal sealed record ConvergenceCase(string Name, string Title, Func<MLContext, bool, ConvergenceData> Load, CaseTrainer Trainer)
{
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>The fixed test accuracy to reach, stated before anything is measured.</summary>
    public required double Target { get; init; }

    /// <summary>Whether the learning rates are chosen by the epochs to AdamW's best accuracy, not by the accuracy itself.</summary>
    public required bool ChoosesSoonest { get; init; }

    /// <summary>The first learning rates to try, rising by factors of 2; the grid grows where the best lies at its edge.</summary>
    public required double[] MuonRates { get; init; }

    public required double[] AdamWRates { get; init; }

    /// <summary>The seeds of the runs that count. None of them chooses a learning rate.</summary>
    public int[] Seeds { get; init; } = [21, 22, 23];

    /// <summary>The seeds that choose learning rates.</summary>
    public int[] TuningSeeds { get; init; } = [101, 102, 103];
}

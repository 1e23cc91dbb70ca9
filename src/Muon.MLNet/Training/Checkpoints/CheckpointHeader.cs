namespace Muon.MLNet.Training.Checkpoints;

/// <summary>What a checkpoint says besides its tensors.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="Library">The version of this library, for the curious.</param>
/// <param name="Runtime">What decides the last bits of a result: the versions of libtorch's binding and of .NET, the processor, the number of threads.</param>
/// <param name="Position">How far the run has come.</param>
/// <param name="Optimizer">The counters of the optimizer.</param>
/// <param name="AverageSteps">The steps in the moving average of the weights.</param>
/// <param name="BestValue">What the best weights are worth; null where there are none.</param>
/// <param name="BestLoss">The loss of the best weights; null where there are none.</param>
/// <param name="Options">What must be the same when the run goes on.</param>
internal sealed record CheckpointHeader(
    int Format,
    string Library,
    string Runtime,
    RunPosition Position,
    OptimizerCounters Optimizer,
    long AverageSteps,
    double? BestValue,
    double? BestLoss,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int CurrentFormat = 1;
}

namespace Muon.MLNet.Cli.Records;

/// <summary>The examples of a training.</summary>
/// <param name="Dataset">The full path of the folder or the table.</param>
/// <param name="ValidationDataset">The full path of the data to validate with, or <see langword="null"/>.</param>
/// <param name="TrainCount">The examples that were trained on.</param>
/// <param name="ValidationCount">The examples by which epochs were judged.</param>
/// <param name="TestCount">The examples that were held out, of which the metrics are.</param>
/// <param name="ClassCounts">The number of examples of each class, over all of them.</param>
internal sealed record DataRecord(
    string Dataset,
    string? ValidationDataset,
    int TrainCount,
    int ValidationCount,
    int TestCount,
    IReadOnlyDictionary<string, int> ClassCounts);

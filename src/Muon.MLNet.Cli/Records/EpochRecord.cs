namespace Muon.MLNet.Cli.Records;

/// <summary>One pass over the training data. Losses are in nats, accuracies from 0 to 1.</summary>
/// <param name="Epoch">The pass, from 1.</param>
/// <param name="TrainLoss">The mean loss of the examples as they were trained on.</param>
/// <param name="TrainAccuracy">The share of them that was right.</param>
/// <param name="ValidationLoss">The mean loss of the validation data.</param>
/// <param name="ValidationAccuracy">The share of them that was right.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="ExamplesPerSecond">The speed.</param>
/// <param name="ElapsedSeconds">The time since training began.</param>
internal sealed record EpochRecord(
    int Epoch,
    double TrainLoss,
    double TrainAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double ExamplesPerSecond,
    double ElapsedSeconds);

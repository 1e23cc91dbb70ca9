namespace Muon.MLNet;

/// <summary>What a training run reports after each optimizer step.</summary>
/// <param name="Epoch">The current pass over the training data, from 1.</param>
/// <param name="MaxEpochs">The number of passes that were asked for.</param>
/// <param name="Step">The current batch of this epoch, from 1.</param>
/// <param name="StepsPerEpoch">The number of batches in an epoch.</param>
/// <param name="Loss">Mean cross entropy, in nats, over the examples of this epoch so far.</param>
/// <param name="Accuracy">Share of the examples of this epoch so far that were classified correctly, 0 to 1.</param>
/// <param name="LearningRate">The learning rate of the Muon step that was just taken.</param>
/// <param name="ExamplesPerSecond">Training examples per second in this epoch so far.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="Remaining">Estimated time until the last epoch ends.</param>
public readonly record struct TrainingStepArguments(
    int Epoch,
    int MaxEpochs,
    int Step,
    int StepsPerEpoch,
    double Loss,
    double Accuracy,
    double LearningRate,
    double ExamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining);

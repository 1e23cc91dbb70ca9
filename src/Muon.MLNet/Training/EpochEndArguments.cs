using System.Globalization;
using System.Text;

namespace Muon.MLNet;

/// <summary>What a training run reports after each pass over the training data.</summary>
/// <param name="Epoch">The pass that has just ended, from 1.</param>
/// <param name="MaxEpochs">The number of passes that were asked for.</param>
/// <param name="TrainLoss">Mean cross entropy, in nats, over the examples of this epoch, each as it was trained on.</param>
/// <param name="TrainAccuracy">Share of those examples that were classified correctly, 0 to 1.</param>
/// <param name="ValidationLoss">Mean cross entropy over the validation set; <see langword="null"/> without one.</param>
/// <param name="ValidationAccuracy">Accuracy over the validation set, 0 to 1; <see langword="null"/> without one.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="ExamplesPerSecond">Training examples per second in this epoch.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="Remaining">Estimated time until the last epoch ends.</param>
/// <param name="IsBest">Whether the weights after this epoch are the best so far; always <see langword="true"/> without a validation set.</param>
/// <param name="ValidationMacroAccuracy">The mean accuracy of the classes of the validation set, 0 to 1; <see langword="null"/> without one.</param>
/// <param name="StepsPerEpoch">The number of batches in an epoch.</param>
/// <param name="TokensPerSecond">Tokens per second in this epoch; <see langword="null"/> for networks that do not read tokens.</param>
/// <param name="BestEpoch">The best epoch so far, from 1; <see langword="null"/> without a validation set.</param>
/// <param name="BestValue">The value of <see cref="MuonTrainerOptions.ValidationMetric"/> in that epoch.</param>
public readonly record struct EpochEndArguments(
    int Epoch,
    int MaxEpochs,
    double TrainLoss,
    double TrainAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double ExamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    bool IsBest,
    double? ValidationMacroAccuracy = null,
    int StepsPerEpoch = 0,
    double? TokensPerSecond = null,
    int? BestEpoch = null,
    double? BestValue = null)
{
    /// <summary>One line for a console or a log.</summary>
    /// <returns>Epoch, losses, accuracies, learning rate and speed, in the invariant culture.</returns>
    public override string ToString()
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"epoch {Epoch}/{MaxEpochs}: loss {TrainLoss:F4}, accuracy {TrainAccuracy:F4}");
        if (ValidationLoss is { } loss && ValidationAccuracy is { } accuracy)
        {
            line.Append(CultureInfo.InvariantCulture, $", validation loss {loss:F4}, accuracy {accuracy:F4}{(IsBest ? " (best)" : "")}");
        }

        line.Append(CultureInfo.InvariantCulture, $", learning rate {LearningRate:G4}, {ExamplesPerSecond:F0} examples/s");
        if (TokensPerSecond is { } tokens)
        {
            line.Append(CultureInfo.InvariantCulture, $", {tokens:F0} tokens/s");
        }

        return line.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace Muon.MLNet;

/// <summary>What a training run reports after each optimizer step.</summary>
/// <param name="Epoch">The current pass over the training data, from 1.</param>
/// <param name="MaxEpochs">The number of passes that were asked for.</param>
/// <param name="Step">The current batch of this epoch, from 1.</param>
/// <param name="StepsPerEpoch">The number of batches in an epoch.</param>
/// <param name="Loss">Mean cross entropy, in nats, over the examples of this epoch so far.</param>
/// <param name="Accuracy">Share of the examples of this epoch so far that were classified correctly, 0 to 1.</param>
/// <param name="LearningRate">The learning rate of the Muon step that was just taken.</param>
/// <param name="ExamplesPerSecond">Training examples, pictures or texts, per second in this epoch so far.</param>
/// <param name="Elapsed">Time since training began; what an interrupted run took before is included.</param>
/// <param name="Remaining">Estimated time until the last epoch ends.</param>
/// <param name="BatchLoss">Mean cross entropy, in nats, over the batch of this step.</param>
/// <param name="TokensPerSecond">Tokens per second in this epoch so far; <see langword="null"/> for networks that do not read tokens.</param>
/// <param name="ValidationLoss">Mean cross entropy over the validation set after the epoch before; <see langword="null"/> without one, and in the first epoch.</param>
/// <param name="ValidationAccuracy">Accuracy over the validation set after the epoch before, 0 to 1; <see langword="null"/> likewise.</param>
/// <param name="BestEpoch">The best epoch so far, from 1; <see langword="null"/> where none has been judged by validation data.</param>
/// <param name="BestValue">The value of <see cref="MuonTrainerOptions.ValidationMetric"/> in that epoch.</param>
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
    TimeSpan Remaining,
    double BatchLoss,
    double? TokensPerSecond = null,
    double? ValidationLoss = null,
    double? ValidationAccuracy = null,
    int? BestEpoch = null,
    double? BestValue = null)
{
    /// <summary>Gets the number of steps of the whole run.</summary>
    public long TotalSteps => (long)MaxEpochs * StepsPerEpoch;

    /// <summary>Gets the number of steps of the whole run that are done.</summary>
    public long StepsDone => ((Epoch - 1L) * StepsPerEpoch) + Step;

    /// <summary>One line for a console or a log.</summary>
    /// <returns>Epoch, step, loss, accuracy, learning rate, speed and time left, in the invariant culture.</returns>
    public override string ToString()
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"epoch {Epoch}/{MaxEpochs}, step {Step}/{StepsPerEpoch}: loss {Loss:F4}, accuracy {Accuracy:F4}");
        line.Append(CultureInfo.InvariantCulture, $", learning rate {LearningRate:G4}, {ExamplesPerSecond:F0} examples/s");
        if (TokensPerSecond is { } tokens)
        {
            line.Append(CultureInfo.InvariantCulture, $", {tokens:F0} tokens/s");
        }

        line.Append(CultureInfo.InvariantCulture, $", {(long)Remaining.TotalMinutes}:{Remaining.Seconds:D2} left");
        return line.ToString();
    }
}

using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>
/// The one training loop, for pictures and texts: shuffled batches, a forward and a backward pass, a step of the optimizer,
/// validation after each epoch, the best weights at the end.
/// </summary>
internal sealed class TrainingLoop(ClassifierNetwork network, MuonOptimizer optimizer, TrainingSettings settings, Device device)
{
    /// <summary>Trains the network in place.</summary>
    /// <param name="train">The examples to learn from; at least one.</param>
    /// <param name="validation">Examples to judge each epoch by, or <see langword="null"/>.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step, when there was nothing to keep.</exception>
    /// <exception cref="InvalidOperationException">The loss became NaN or infinite.</exception>
    public TrainingOutcome Run(IExampleSet train, IExampleSet? validation)
    {
        CancellationToken cancellation = settings.CancellationToken;
        cancellation.ThrowIfCancellationRequested();

        int[] order = [.. Enumerable.Range(0, train.Count)];
        BatchPlan plan = new(train.Count, settings.BatchSize);
        TrainingProgress progress = new(settings, plan.Steps);
        Random shuffler = new(settings.Seed);
        using BestWeights best = new(network);
        int epochsWithoutGain = 0;
        double learningRate = 0;
        TrainingOutcome outcome = TrainingOutcome.Completed;

        for (int epoch = 1; epoch <= settings.MaxEpochs && outcome == TrainingOutcome.Completed; epoch++)
        {
            shuffler.Shuffle(order);
            progress.BeginEpoch(epoch);
            network.train();
            for (int step = 0; step < plan.Steps; step++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    outcome = TrainingOutcome.Cancelled;
                    break;
                }

                learningRate = optimizer.LearningRate;
                (double loss, long correct) = Step(train, order.AsSpan(plan[step]));
                if (!double.IsFinite(loss))
                {
                    throw new InvalidOperationException(
                        $"The loss is {loss} in epoch {epoch}, step {step + 1}, at learning rate {learningRate:G4}: training diverged. " +
                        "Lower MuonOptions.LearningRate, or set one of its clipping options.");
                }

                progress.EndStep(step + 1, loss, correct, order.AsSpan(plan[step]).Length, learningRate);
            }

            if (outcome == TrainingOutcome.Cancelled)
            {
                // The best epoch so far is kept. Before the first one ends, the weights as they are now.
                break;
            }

            double before = best.Accuracy;
            bool isBest = true;
            RunningAverage? judged = null;
            if (validation is not null)
            {
                RunningAverage average = ModelEvaluation.Run(network, validation, settings.BatchSize, device, cancellation);
                if (cancellation.IsCancellationRequested)
                {
                    outcome = TrainingOutcome.Cancelled;
                    break;
                }

                isBest = best.Offer(average);
                judged = average;
            }

            progress.EndEpoch(judged, learningRate, isBest);
            if (settings.EarlyStopping is { } stopping && judged is { } last)
            {
                epochsWithoutGain = last.Accuracy > before + stopping.MinDelta ? 0 : epochsWithoutGain + 1;
                if (epochsWithoutGain >= stopping.Patience && epoch < settings.MaxEpochs)
                {
                    outcome = TrainingOutcome.StoppedEarly;
                }
            }
        }

        optimizer.FinalizeWeights();
        if (validation is not null && settings.AveragesWeights && outcome != TrainingOutcome.Cancelled)
        {
            // The average that is now in place has not been judged yet: it competes with the best epoch.
            best.Offer(ModelEvaluation.Run(network, validation, settings.BatchSize, device, CancellationToken.None));
        }

        best.Restore();
        network.eval();
        return outcome;
    }

    private (double Loss, long Correct) Step(IExampleSet train, ReadOnlySpan<int> indices)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor classes, _) = train.Gather(indices, device);
        Tensor logits = network.forward(inputs); // (batch, classes)
        Tensor loss = nn.functional.cross_entropy(logits, classes, label_smoothing: settings.LabelSmoothing);
        optimizer.zero_grad();
        loss.Times(optimizer.LossScale).backward();

        optimizer.step();
        using IDisposable noGrad = no_grad();
        return (loss.item<float>(), ModelEvaluation.CorrectCount(logits, classes));
    }
}

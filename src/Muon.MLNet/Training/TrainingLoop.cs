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
    /// <summary>Large and odd, so that the epochs of neighbouring seeds draw different numbers.</summary>
    private const int EpochStride = 0x5DEECE5;

    /// <summary>Trains the network in place.</summary>
    /// <param name="train">The examples to learn from; at least one.</param>
    /// <param name="validation">Examples to judge each epoch by, or <see langword="null"/>.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step, when there was nothing to keep.</exception>
    /// <exception cref="InvalidOperationException">The loss became NaN or infinite.</exception>
    public TrainingOutcome Run(IExampleSet train, IExampleSet? validation)
    {
        settings.CancellationToken.ThrowIfCancellationRequested();

        int[] order = [.. Enumerable.Range(0, train.Count)];
        BatchPlan plan = new(train.Count, settings.BatchSize);
        TrainingProgress progress = new(settings, plan.Steps);
        Random shuffler = new(settings.Seed);
        using Tensor? classWeights = settings.ClassWeights is { } weights ? tensor(weights, device: device).DetachFromDisposeScope() : null;
        using AveragedWeights? average = settings.WeightAveraging > 0 ? new AveragedWeights(network, settings.WeightAveraging) : null;
        using BestWeights best = new(network, settings.ValidationMetric);
        int epochsWithoutGain = 0;
        TrainingOutcome outcome = TrainingOutcome.Completed;

        for (int epoch = 1; epoch <= settings.MaxEpochs && outcome == TrainingOutcome.Completed; epoch++)
        {
            shuffler.Shuffle(order);
            train.Arrange(order, plan, shuffler);
            progress.BeginEpoch(epoch);
            network.BeginTraining();
            network.SeedDropout(unchecked((settings.Seed * EpochStride) + epoch));
            if (!RunEpoch(train, order, plan, epoch, progress, classWeights, average))
            {
                // The best epoch so far is kept. Before the first one ends, the weights as they are now.
                outcome = TrainingOutcome.Cancelled;
                break;
            }

            double before = best.Value;
            bool isBest = true;
            Judgement? judged = null;
            if (validation is not null)
            {
                average?.Exchange();
                Judgement result = ModelEvaluation.Run(network, validation, settings.BatchSize, device, settings.CancellationToken);
                bool cancelled = settings.CancellationToken.IsCancellationRequested;
                isBest = !cancelled && best.Offer(result);
                average?.Exchange();
                if (cancelled)
                {
                    outcome = TrainingOutcome.Cancelled;
                    break;
                }

                judged = result;
            }

            progress.EndEpoch(judged, isBest);
            if (settings.EarlyStopping is { } stopping && judged is { } last)
            {
                epochsWithoutGain = last.By(settings.ValidationMetric) > before + stopping.MinDelta ? 0 : epochsWithoutGain + 1;
                if (epochsWithoutGain >= stopping.Patience && epoch < settings.MaxEpochs)
                {
                    outcome = TrainingOutcome.StoppedEarly;
                }
            }
        }

        if (average is null)
        {
            optimizer.FinalizeWeights();
            if (validation is not null && settings.OptimizerAveragesWeights && outcome != TrainingOutcome.Cancelled)
            {
                // The optimizer's average that is now in place has not been judged yet: it competes with the best epoch.
                best.Offer(ModelEvaluation.Run(network, validation, settings.BatchSize, device, CancellationToken.None));
            }
        }
        else
        {
            average.Exchange();
        }

        best.Restore();
        network.eval();
        return outcome;
    }

    /// <summary>One pass over the data; <see langword="false"/> where it was cancelled.</summary>
    private bool RunEpoch(IExampleSet train, int[] order, BatchPlan plan, int epoch, TrainingProgress progress, Tensor? classWeights, AveragedWeights? average)
    {
        int step = 0;
        foreach (Batch batch in BatchPrefetcher.Run(train, order, plan, epoch, device, settings.CancellationToken))
        {
            double learningRate = optimizer.LearningRate;
            (double loss, long correct) = Step(batch, classWeights);
            if (!double.IsFinite(loss))
            {
                throw new InvalidOperationException(
                    $"The loss is {loss} in epoch {epoch}, step {step + 1}, at learning rate {learningRate:G4}: training diverged. " +
                    "Lower MuonOptions.LearningRate, or set one of its clipping options.");
            }

            average?.Update();
            progress.EndStep(step + 1, loss, correct, order.AsSpan(plan[step]).Length, learningRate);
            step++;
            if (settings.CancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return !settings.CancellationToken.IsCancellationRequested;
    }

    private (double Loss, long Correct) Step(Batch batch, Tensor? classWeights)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor classes, Tensor? targets) = batch;
        scope.Attach(inputs);
        scope.Attach(classes);
        if (targets is not null)
        {
            scope.Attach(targets);
        }

        Tensor logits = network.forward(inputs); // (batch, classes)
        Tensor loss = nn.functional.cross_entropy(logits, targets ?? classes, classWeights, label_smoothing: settings.LabelSmoothing);
        optimizer.zero_grad();
        loss.Times(optimizer.LossScale).backward();

        optimizer.step();
        using IDisposable noGrad = no_grad();
        return (loss.item<float>(), ModelEvaluation.CorrectCount(logits, classes));
    }
}

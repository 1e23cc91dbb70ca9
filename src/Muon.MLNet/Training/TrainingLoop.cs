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
    /// <exception cref="OperationCanceledException">Cancelled before the first step, when there was nothing to keep, or later where that is asked for.</exception>
    /// <exception cref="InvalidOperationException">The loss became NaN or infinite, or a checkpoint contradicts the options.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written or read.</exception>
    public TrainingOutcome Run(IExampleSet train, IExampleSet? validation)
    {
        settings.CancellationToken.ThrowIfCancellationRequested();

        BatchPlan plan = new(train.Count, settings.BatchSize);
        using Tensor? classWeights = settings.ClassWeights is { } weights ? tensor(weights, device: device).DetachFromDisposeScope() : null;
        using TrainingRun run = new(network, optimizer, settings, plan.Steps);
        TrainingOutcome outcome = run.Outcome;
        while (outcome == TrainingOutcome.Completed && run.Epochs < settings.MaxEpochs)
        {
            outcome = RunSteps(train, plan, run, classWeights) ?? Judge(validation, run) ?? run.Outcome;
        }

        if (outcome is TrainingOutcome.Cancelled or TrainingOutcome.OutOfTime)
        {
            run.Save();
            if (outcome == TrainingOutcome.Cancelled && settings.OnCancel == CancelAction.Throw)
            {
                throw new OperationCanceledException("Training was cancelled, and OnCancel is CancelAction.Throw.", settings.CancellationToken);
            }
        }

        Finish(validation, run, outcome);
        return outcome;
    }

    /// <summary>Puts the weights in place that the run is to leave behind.</summary>
    private void Finish(IExampleSet? validation, TrainingRun run, TrainingOutcome outcome)
    {
        if (run.Average is { } average)
        {
            average.Exchange();
        }
        else
        {
            optimizer.FinalizeWeights();
            if (validation is not null && settings.OptimizerAveragesWeights && outcome is TrainingOutcome.Completed or TrainingOutcome.StoppedEarly)
            {
                // The optimizer's average that is now in place has not been judged yet: it competes with the best epoch.
                run.Best.Offer(ModelEvaluation.Run(network, validation, settings.BatchSize, device, CancellationToken.None));
            }
        }

        // The best epoch so far is kept. Before the first one ends, the weights as they are now.
        run.Best.Restore();
        network.eval();
    }

    /// <summary>The steps of an epoch, or the rest of them, and why they ended before the last one.</summary>
    private TrainingOutcome? RunSteps(IExampleSet train, BatchPlan plan, TrainingRun run, Tensor? classWeights)
    {
        int epoch = run.Epochs + 1;
        int[] order = [.. Enumerable.Range(0, train.Count)];
        Random shuffler = new(EpochSeed.OfOrder(settings.Seed, epoch));
        shuffler.Shuffle(order);
        train.Arrange(order, plan, shuffler);
        run.Progress.BeginEpoch(epoch);
        network.BeginTraining();
        if (Stopped(run) is { } already)
        {
            return already;
        }

        foreach (Batch batch in BatchPrefetcher.Run(train, order, plan, epoch, run.Steps, device, settings.CancellationToken))
        {
            int step = run.Steps;
            double learningRate = optimizer.LearningRate;
            network.SeedDropout(EpochSeed.OfDropout(settings.Seed, epoch, step));
            (double loss, long correct) = Step(batch, classWeights);
            if (!double.IsFinite(loss))
            {
                throw new InvalidOperationException(
                    $"The loss is {loss} in epoch {epoch}, step {step + 1}, at learning rate {learningRate:G4}: training diverged. " +
                    "Lower MuonOptions.LearningRate, or set one of its clipping options.");
            }

            run.EndStep(loss, correct, order.AsSpan(plan[step]).Length, learningRate);
            if (Stopped(run) is { } now)
            {
                return now;
            }

            run.SaveIfDue();
        }

        return settings.CancellationToken.IsCancellationRequested ? TrainingOutcome.Cancelled : null;
    }

    /// <summary>Judges the network at the end of an epoch; <see cref="TrainingOutcome.Cancelled"/> where that was not finished.</summary>
    private TrainingOutcome? Judge(IExampleSet? validation, TrainingRun run)
    {
        double before = run.Best.Value;
        bool isBest = true;
        Judgement? judged = null;
        if (validation is not null)
        {
            run.Average?.Exchange();
            Judgement result = ModelEvaluation.Run(network, validation, settings.BatchSize, device, settings.CancellationToken);
            bool cancelled = settings.CancellationToken.IsCancellationRequested;
            isBest = !cancelled && run.Best.Offer(result);
            run.Average?.Exchange();
            if (cancelled)
            {
                return TrainingOutcome.Cancelled;
            }

            judged = result;
        }

        run.EndEpoch(judged, isBest, before, settings);
        return null;
    }

    private TrainingOutcome? Stopped(TrainingRun run) => settings switch
    {
        { CancellationToken.IsCancellationRequested: true } => TrainingOutcome.Cancelled,
        { MaxTrainingTime: { } limit } when run.Progress.ElapsedHere >= limit => TrainingOutcome.OutOfTime,
        _ => null,
    };

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

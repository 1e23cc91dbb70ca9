using System.Globalization;
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
    /// <summary>How many examples show whether the network can be used.</summary>
    private const int ProbeLength = 8;

    private readonly TrainingStep _update = new(network, optimizer, settings.LabelSmoothing, settings.Clock);

    /// <summary>Gets where the run diverged, and what to do about it; <see langword="null"/> where it did not.</summary>
    public string? Divergence { get; private set; }

    /// <summary>Trains the network in place.</summary>
    /// <param name="train">The examples to learn from; at least one.</param>
    /// <param name="validation">Examples to judge each epoch by, or <see langword="null"/>.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step, when there was nothing to keep, or later where that is asked for.</exception>
    /// <exception cref="InvalidOperationException">A number was not finite before the first epoch ended, or a checkpoint contradicts the options.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written or read.</exception>
    public TrainingOutcome Run(IExampleSet train, IExampleSet? validation)
    {
        settings.CancellationToken.ThrowIfCancellationRequested();

        BatchPlan plan = new(train.Count, settings.BatchSize);
        using Tensor? classWeights = settings.ClassWeights is { } weights ? tensor(weights, device: device).DetachFromDisposeScope() : null;
        using TrainingRun run = new(network, optimizer, settings, plan.Steps);
        TrainingOutcome outcome = Run(train, validation, plan, classWeights, run);
        settings.OnTrainingEnd?.Invoke(new TrainingEndArguments(
            outcome, run.Epochs, settings.MaxEpochs, run.BestSoFar.Epoch, run.BestSoFar.Value, run.Progress.Elapsed, _update.Times.Sum, train.Count, validation?.Count ?? 0, Divergence));
        return outcome;
    }

    private TrainingOutcome Run(IExampleSet train, IExampleSet? validation, BatchPlan plan, Tensor? classWeights, TrainingRun run)
    {
        TrainingOutcome outcome = run.Outcome;
        while (outcome == TrainingOutcome.Completed && run.Epochs < settings.MaxEpochs)
        {
            outcome = RunSteps(train, plan, run, classWeights) ?? Judge(validation, run) ?? run.Outcome;
        }

        if (outcome is TrainingOutcome.Cancelled or TrainingOutcome.OutOfTime)
        {
            outcome = Overflow(run) ?? Unusable(train, run) ?? outcome;
        }

        if (outcome == TrainingOutcome.Diverged)
        {
            return GoBack(run);
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

        _update.Times.Begin();
        foreach (Batch batch in BatchPrefetcher.Run(train, order, plan, epoch, run.Steps, device, settings.CancellationToken))
        {
            _update.Times.EndData();
            int step = run.Steps;
            double learningRate = optimizer.LearningRate;
            network.SeedDropout(EpochSeed.OfDropout(settings.Seed, epoch, step));
            StepResult result = _update.Run(batch, classWeights);
            if (result.Failure is { } failure)
            {
                return Diverge(failure, (epoch, step + 1), learningRate);
            }

            ReadOnlySpan<int> trained = order.AsSpan(plan[step]);
            run.EndStep(result, trained.Length, train.CountTokens(trained), learningRate);
            if (Stopped(run) is { } now)
            {
                return now;
            }

            if (run.IsSaveDue)
            {
                if (Overflow(run) is { } overflow)
                {
                    return overflow;
                }

                run.Save();
            }

            _update.Times.Begin();
        }

        return settings.CancellationToken.IsCancellationRequested ? TrainingOutcome.Cancelled : Overflow(run) ?? Unusable(train, run);
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
            _update.Times.Begin();
            Judgement result = ModelEvaluation.Run(network, validation, settings.BatchSize, device, settings.CancellationToken);
            _update.Times.EndValidation();
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

    /// <summary>
    /// <see cref="TrainingOutcome.Diverged"/> where a weight is not finite. An update can overflow although its gradient did not, and shows in
    /// the loss of the next step only: what is to be judged, saved or kept is looked at before.
    /// </summary>
    private TrainingOutcome? Overflow(TrainingRun run) => FiniteCheck.FirstNotFinite(network.state_dict()) is { } name
        ? Diverge($"'{name}' is not finite after the update", run.Last, run.Progress.LearningRate)
        : null;

    /// <summary>
    /// <see cref="TrainingOutcome.Diverged"/> where the weights give no finite loss: finite ones can be too large for that, and no step follows
    /// the last update to show it.
    /// </summary>
    private TrainingOutcome? Unusable(IExampleSet train, TrainingRun run)
    {
        network.eval();
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int[] some = [.. Enumerable.Range(0, Math.Min(ProbeLength, train.Count))];
        (Tensor inputs, Tensor classes, _) = train.Gather(some, device);
        double loss = nn.functional.cross_entropy(network.forward(inputs), classes).item<float>();
        return double.IsFinite(loss)
            ? null
            : Diverge(string.Create(CultureInfo.InvariantCulture, $"The loss of {some.Length} examples is {loss} after the update"), run.Last, run.Progress.LearningRate);
    }

    private TrainingOutcome GoBack(TrainingRun run)
    {
        string kept = run.RestoreGood() ?? throw new InvalidOperationException(Divergence);
        Divergence += $" The model holds {kept}.";
        network.eval();
        return TrainingOutcome.Diverged;
    }

    private TrainingOutcome Diverge(string what, (int Epoch, int Step) place, double learningRate)
    {
        string gradient = _update.DescribeLargestGradient() is { } largest ? $"; the largest gradient is that of {largest}" : "";
        Divergence = string.Create(CultureInfo.InvariantCulture, $"{what} in epoch {place.Epoch}, step {place.Step}, at learning rate {learningRate:G4}{gradient}: training diverged. ") +
            "Lower MuonOptions.LearningRate, or set one of its clipping options.";
        return TrainingOutcome.Diverged;
    }
}

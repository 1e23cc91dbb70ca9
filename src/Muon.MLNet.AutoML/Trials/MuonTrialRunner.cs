using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML;

/// <summary>Runs one trial: fits the pipeline, judges it, and says how it ended.</summary>
internal sealed class MuonTrialRunner(
    MLContext context, SweepablePipeline pipeline, IDatasetManager dataset, IEvaluateMetricManager metric, double? memoryBudget, TrialSeries series) : ITrialRunner
{
    private const string PipelineKey = "_pipeline_";
    private const double MegaByte = 1024 * 1024;

    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct) => Task.FromResult(Run(settings, ct));

    public void Dispose()
    {
        // The context belongs to this trial alone, and its fits ended before this.
    }

    public TrialResult Run(TrialSettings settings, CancellationToken ct)
    {
        long start = series.Options.Clock.GetTimestamp();
        using TrialWatch watch = new(context, Halving(settings), ct);
        TrialRecord Record(TrialState state, double? value = null, string? reason = null) => new(
            settings.TrialId, settings.Parameter, state, value, series.Options.Clock.GetElapsedTime(start), watch.Epochs, reason);

        ITransformer model;
        double value;
        try
        {
            (model, value) = Judge(settings, watch, ct);
            ct.ThrowIfCancellationRequested();
            RequireSound(watch, value);
        }
        catch (Exception e)
        {
            throw Failed(settings, e, ct, Record);
        }

        TrialRecord record = Record(watch.IsPruned ? TrialState.Pruned : TrialState.Completed, value);
        series.End(record);
        return new TrialResult
        {
            TrialSettings = settings,
            Model = model,
            Metric = value,
            Loss = metric.IsMaximize ? -value : value,
            DurationInMilliseconds = record.Duration.TotalMilliseconds,
        };
    }

    /// <summary>What ends the trial where it is behind others.</summary>
    private Func<EpochEndArguments, bool>? Halving(TrialSettings settings) => series.Options.Halving is { } halving && dataset is ITrainValidateDatasetManager
        ? epoch => epoch.ValidationAccuracy is not { } accuracy || halving.GoesOn(series.Rungs, settings.TrialId, epoch.Epoch, epoch.MaxEpochs, accuracy)
        : null;

    /// <summary>Takes down why a trial has no result, and says what is to be thrown.</summary>
    private Exception Failed(TrialSettings settings, Exception e, CancellationToken ct, Func<TrialState, double?, string?, TrialRecord> record)
    {
        using Process process = Process.GetCurrentProcess();
        double memory = process.PrivateMemorySize64 / MegaByte;

        // What the trial leaves to finalizers is freed before the next one: it may have failed for want of memory.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (ct.IsCancellationRequested && memory <= (memoryBudget ?? double.MaxValue))
        {
            const string cancelled = "The time of the sweep was used up, or it was cancelled.";
            series.End(record(TrialState.Cancelled, null, cancelled));
            return new OperationCanceledException(cancelled, e, ct);
        }

        string reason = ct.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"the process took {memory:F0} MB, more than the budget of {memoryBudget:F0} MB")
            : e is TrialFailedException ? e.Message
            : $"{e.GetType().Name}: {e.Message}";
        series.End(record(TrialState.Failed, null, reason));
        return series.Thrown(settings, reason, e is TrialFailedException ? e.InnerException : e);
    }

    private void RequireSound(TrialWatch watch, double value)
    {
        if (watch.Divergence is { } divergence)
        {
            throw new TrialFailedException(divergence);
        }

        if (!double.IsFinite(value))
        {
            throw new TrialFailedException(string.Create(CultureInfo.InvariantCulture, $"{metric.MetricName} is {value}"));
        }
    }

    private (ITransformer Model, double Metric) Judge(TrialSettings settings, TrialWatch watch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Parameter parameter = settings.Parameter[PipelineKey];
        switch (dataset)
        {
            case ITrainValidateDatasetManager split:
                return Fit(parameter, watch, split.LoadTrainDataset(context, settings), split.LoadValidateDataset(context, settings));
            case ICrossValidateDatasetManager whole:
                List<(ITransformer Model, double Metric)> folds = [];
                foreach (DataOperationsCatalog.TrainTestData fold in context.Data.CrossValidationSplit(whole.Dataset, whole.Fold, whole.SamplingKeyColumnName))
                {
                    ct.ThrowIfCancellationRequested();
                    folds.Add(Fit(parameter, watch, fold.TrainSet, fold.TestSet));
                }

                // As in ML.NET, the model is that of the first fold.
                return (folds[0].Model, folds.Average(fold => fold.Metric));
            default:
                throw new ArgumentException($"{dataset.GetType()} gives neither training and validation data nor data to cross-validate on; call SetDataset.");
        }
    }

    private (ITransformer Model, double Metric) Fit(Parameter parameter, TrialWatch watch, IDataView train, IDataView validation)
    {
        ITransformer model = PipelineFit.Run(context, pipeline, parameter, train, validation, watch.Fit);
        return (model, metric.Evaluate(context, model.Transform(validation)));
    }
}

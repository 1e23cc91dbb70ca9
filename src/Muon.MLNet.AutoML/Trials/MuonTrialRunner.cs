using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

namespace Muon.MLNet.AutoML;

/// <summary>Runs one trial: fits the pipeline, judges it, and says how it ended.</summary>
internal sealed class MuonTrialRunner(
    MLContext context, SweepablePipeline pipeline, IDatasetManager dataset, IEvaluateMetricManager metric, TrialSeries series) : ITrialRunner
{
    private const string PipelineKey = "_pipeline_";

    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct) => Task.FromResult(Run(settings, ct));

    public void Dispose()
    {
        // The context belongs to this trial alone, and its fits ended before this.
    }

    private TrialResult Run(TrialSettings settings, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        long start = series.Options.Clock.GetTimestamp();
        using TrialWatch watch = new(context, dataset is ITrainValidateDatasetManager ? series.Options.Halving : null, ct);
        void End(TrialState state, double? value, string? reason) => series.End(new TrialRecord(
            settings.TrialId, settings.Parameter, state, value, series.Options.Clock.GetElapsedTime(start), watch.Epochs, reason));

        ITransformer model;
        double value;
        try
        {
            (model, value) = Judge(settings, watch, ct);
            ct.ThrowIfCancellationRequested();
            RequireSound(watch, value);
        }
        catch (Exception e) when (ct.IsCancellationRequested)
        {
            const string reason = "A budget of the sweep was used up, or it was cancelled.";
            End(TrialState.Cancelled, value: null, reason);
            throw new OperationCanceledException(reason, e, ct);
        }
        catch (Exception e)
        {
            // What the trial leaves to finalizers is freed before the next one: it may have failed for want of memory.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            string reason = e is TrialFailedException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            End(TrialState.Failed, value: null, reason);
            throw series.Thrown(settings, reason, e is TrialFailedException ? e.InnerException : e);
        }

        End(watch.IsPruned ? TrialState.Pruned : TrialState.Completed, value, reason: null);
        return new TrialResult
        {
            TrialSettings = settings,
            Model = model,
            Metric = value,
            Loss = metric.IsMaximize ? -value : value,
            DurationInMilliseconds = series.Options.Clock.GetElapsedTime(start).TotalMilliseconds,
        };
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

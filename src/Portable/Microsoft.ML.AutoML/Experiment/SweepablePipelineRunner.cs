using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Trains and judges the pipeline of a trial, once or once per fold.</summary>
internal sealed class SweepablePipelineRunner(MLContext context, SweepablePipeline pipeline, IEvaluateMetricManager metric, IDatasetManager dataset) : ITrialRunner
{
    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        try
        {
            using CancellationTokenRegistration registration = ct.Register(context.CancelExecution);
            return Task.FromResult(Run(settings));
        }
        catch (Exception e) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e.InnerException);
        }
    }

    public void Dispose() => context.CancelExecution();

    private TrialResult Run(TrialSettings settings)
    {
        long start = Stopwatch.GetTimestamp();
        (ITransformer model, double value) = Judge(settings);
        return new TrialResult
        {
            TrialSettings = settings,
            Model = model,
            Metric = value,
            Loss = metric.IsMaximize ? -value : value,
            DurationInMilliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
        };
    }

    private (ITransformer Model, double Metric) Judge(TrialSettings settings)
    {
        Parameter parameter = settings.Parameter[AutoMLExperiment.PipelineKey];
        EstimatorChain<ITransformer> first = pipeline.BuildFromOption(context, parameter);
        switch (dataset)
        {
            case ITrainValidateDatasetManager split:
                return Fit(first, split.LoadTrainDataset(context, settings), split.LoadValidateDataset(context, settings));
            case ICrossValidateDatasetManager whole:
                // Each fold has estimators of its own; the model is that of the first fold. The chain above is not fitted, as in ML.NET.
                (ITransformer Model, double Metric)[] folds =
                [
                    .. context.Data.CrossValidationSplit(whole.Dataset, whole.Fold, whole.SamplingKeyColumnName)
                        .Select(fold => Fit(pipeline.BuildFromOption(context, parameter), fold.TrainSet, fold.TestSet)),
                ];
                return (folds[0].Model, folds.Average(f => f.Metric));
            default:
                throw new ArgumentException($"{dataset.GetType()} is neither an {nameof(ITrainValidateDatasetManager)} nor an {nameof(ICrossValidateDatasetManager)}.");
        }
    }

    private (ITransformer Model, double Metric) Fit(EstimatorChain<ITransformer> estimators, IDataView train, IDataView test)
    {
        ITransformer model = estimators.Fit(train);
        return (model, metric.Evaluate(context, model.Transform(test)));
    }
}

using Microsoft.ML;
using Muon.MLNet.Extensions;

namespace WebApi.Models;

/// <summary>A model file that is watched, and the predictor in front of it. Disposing of it answers what was asked before.</summary>
internal sealed class ServedClassifier<TRow> : IAsyncDisposable
    where TRow : class
{
    private readonly SwappableModel _model;
    private readonly BatchingPredictor<TRow, Scores> _predictor;

    /// <param name="what">What is classified, for the log.</param>
    /// <param name="path">The file.</param>
    /// <param name="load">Makes the model of the file.</param>
    /// <param name="columns">The names of its columns, or null where they are those of the rows.</param>
    /// <param name="probe">A row that a model has to classify before it serves.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="log">Is told of swaps and of bad files.</param>
    public ServedClassifier(string what, string path, Func<MLContext, string, ITransformer> load, BatchColumns? columns, TRow probe, Arguments arguments, ILogger log)
    {
        MLContext context = new();
        _model = new SwappableModel(context, path, new ModelFileOptions
        {
            Load = load,
            Probe = ModelProbe.Of<TRow, Scores>(context, probe, columns),
            WatchInterval = arguments.Watch,
            OnReload = reload =>
            {
                if (reload.Error is null)
                {
                    log.LogInformation("{What}: {File} has been replaced; the new model serves", what, reload.FilePath);
                }
                else
                {
                    log.LogError(reload.Error, "{What}: {File} has changed, but cannot be served; the model before serves on", what, reload.FilePath);
                }
            },
        });
        _predictor = new BatchingPredictor<TRow, Scores>(context, _model, new BatchingPredictorOptions
        {
            MaxBatchSize = arguments.Batch,
            QueueLimit = arguments.Queue,
            Columns = columns,
        });
    }

    public ServedModel Model => _model.Current;

    public Exception? LastError => _model.LastError;

    public int Waiting => _predictor.Waiting;

    public Task<ModelPrediction<Scores>> PredictAsync(TRow row, CancellationToken cancellation) => _predictor.PredictWithModelAsync(row, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _predictor.DisposeAsync();
        _model.Dispose();
    }
}

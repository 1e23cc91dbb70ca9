using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.ML;
using Muon.MLNet.Extensions.Batching;

namespace Muon.MLNet.Extensions;

/// <summary>
/// Predicts single rows for many callers at once by gathering those that come together into one batch for the model, which a neural
/// network predicts in much less time than the rows one by one. Any number of threads may call it.
/// </summary>
/// <remarks>
/// <para>A row's prediction is that of a <see cref="PredictionEngine{TSrc, TDst}"/> on the same model, but for the last bits of floating-point
/// sums, whose order in a matrix product depends on the number of rows.</para>
/// <para>A row that fails, such as a picture that cannot be read, fails alone.</para>
/// </remarks>
/// <typeparam name="TInput">A row of the input.</typeparam>
/// <typeparam name="TOutput">What is read of a prediction.</typeparam>
public sealed class BatchingPredictor<TInput, TOutput> : IAsyncDisposable
    where TInput : class
    where TOutput : class, new()
{
    private readonly BatchingPredictorOptions _options;
    private readonly Channel<PendingPrediction<TInput, TOutput>> _queue;
    private readonly Task _workers;
    private volatile bool _closed;

    /// <summary>Serves a model that is in memory, and stays the caller's to dispose of: after this predictor.</summary>
    /// <param name="context">Makes the views.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How requests are gathered. The default value is <see langword="null"/>: the defaults.</param>
    /// <exception cref="ArgumentException">The model looks at several rows for one prediction.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows lack a column that the model reads, or an option is out of range.</exception>
    public BatchingPredictor(MLContext context, ITransformer model, BatchingPredictorOptions? options = null)
        : this(context, new SwappableModel(model), options)
    {
    }

    /// <summary>Serves a model that can be replaced, each batch on the version that serves when it begins.</summary>
    /// <param name="context">Makes the views.</param>
    /// <param name="model">The model, to be disposed of after this predictor.</param>
    /// <param name="options">How requests are gathered. The default value is <see langword="null"/>: the defaults.</param>
    /// <exception cref="ArgumentException">The model looks at several rows for one prediction.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows lack a column that the model reads, or an option is out of range.</exception>
    public BatchingPredictor(MLContext context, SwappableModel model, BatchingPredictorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new BatchingPredictorOptions();
        _options.Validate();
        using (ModelLease lease = model.Lease())
        {
            // So that a model that does not fit the rows fails here and not at each request.
            _ = new BatchPipeline<TInput, TOutput>(context, lease.Model.Transformer, _options.Columns);
        }

        _queue = Channel.CreateBounded<PendingPrediction<TInput, TOutput>>(new BoundedChannelOptions(_options.QueueLimit) { SingleReader = _options.Workers == 1 });

        // Threads of their own: they block, and libtorch keeps a team of threads for each thread that computes.
        _workers = Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(_ => Task.Factory.StartNew(
            () => Work(context, model), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>Gets how many requests wait.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Predicts a row together with those that others ask for meanwhile.</summary>
    /// <param name="input">The row; it must not be changed until the prediction is there.</param>
    /// <param name="cancellationToken">Gives the request up. The batch that it is in goes on.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="PredictionQueueFullException">Too many requests wait.</exception>
    /// <exception cref="ObjectDisposedException">The predictor takes no requests any more.</exception>
    public async Task<TOutput> PredictAsync(TInput input, CancellationToken cancellationToken = default) =>
        (await PredictWithModelAsync(input, cancellationToken)).Prediction;

    /// <summary>As <see cref="PredictAsync"/>, and says which version of the model it was.</summary>
    /// <param name="input">The row; it must not be changed until the prediction is there.</param>
    /// <param name="cancellationToken">Gives the request up. The batch that it is in goes on.</param>
    /// <returns>The prediction, and its model.</returns>
    /// <exception cref="PredictionQueueFullException">Too many requests wait.</exception>
    /// <exception cref="ObjectDisposedException">The predictor takes no requests any more.</exception>
    public async Task<ModelPrediction<TOutput>> PredictWithModelAsync(TInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        cancellationToken.ThrowIfCancellationRequested();
        PendingPrediction<TInput, TOutput> request = new(input);
        if (!_queue.Writer.TryWrite(request))
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            throw new PredictionQueueFullException(_options.QueueLimit);
        }

        using (cancellationToken.UnsafeRegister(static (request, token) => ((PendingPrediction<TInput, TOutput>)request!).TrySetCanceled(token), request))
        {
            return await request.Task;
        }
    }

    /// <summary>Takes no requests any more, and waits until those that were made have their predictions.</summary>
    /// <returns>When they have.</returns>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _queue.Writer.TryComplete();
        await _workers;
    }

    private void Work(MLContext context, SwappableModel model)
    {
        BatchCollector<TInput, TOutput> collector = new(_queue.Reader, _options);
        BatchRunner<TInput, TOutput> runner = new(context, model, _options.Columns, collector.Answering);
        List<PendingPrediction<TInput, TOutput>> batch = new(_options.MaxBatchSize);
        while (collector.Collect(batch))
        {
            runner.Run(CollectionsMarshal.AsSpan(batch));
            batch.Clear();
        }
    }
}

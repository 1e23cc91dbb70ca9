using Microsoft.ML;

namespace Muon.MLNet.Extensions.Batching;

/// <summary>Predicts batches on the thread of one worker, each on the model that serves when it begins.</summary>
/// <param name="context">Makes the views.</param>
/// <param name="models">The model.</param>
/// <param name="columns">The names of the columns.</param>
/// <param name="answering">Called before requests are answered.</param>
internal sealed class BatchRunner<TInput, TOutput>(MLContext context, SwappableModel models, BatchColumns? columns, Action answering)
    where TInput : class
    where TOutput : class, new()
{
    private BatchPipeline<TInput, TOutput>? _pipeline;
    private ServedModel? _model;

    /// <summary>Gives every request its prediction or its failure.</summary>
    public void Run(ReadOnlySpan<PendingPrediction<TInput, TOutput>> batch)
    {
        try
        {
            using ModelLease lease = models.Lease();
            if (!ReferenceEquals(lease.Model, _model))
            {
                _pipeline = new BatchPipeline<TInput, TOutput>(context, lease.Model.Transformer, columns);
                _model = lease.Model;
            }

            Run(batch, _pipeline!, lease.Model);
        }
        catch (Exception error)
        {
            // No model, or one that does not fit the rows.
            answering();
            foreach (PendingPrediction<TInput, TOutput> request in batch)
            {
                request.TrySetException(error);
            }
        }
    }

    /// <summary>
    /// Where a batch fails, its halves are predicted apart, until those rows are found that fail alone. A picture that cannot be
    /// read fails before the network runs, so that this costs the others little.
    /// </summary>
    private void Run(ReadOnlySpan<PendingPrediction<TInput, TOutput>> batch, BatchPipeline<TInput, TOutput> pipeline, ServedModel model)
    {
        if (batch.Length == 1)
        {
            RunAlone(batch[0], pipeline, model);
            return;
        }

        int done = 0;
        try
        {
            foreach (TOutput prediction in pipeline.Run(Rows(batch)))
            {
                answering();
                batch[done++].TrySetResult(new ModelPrediction<TOutput>(prediction, model));
            }
        }
        catch (Exception) when (done < batch.Length)
        {
            // What is wrong with a row is found, and told, when it is alone.
        }

        ReadOnlySpan<PendingPrediction<TInput, TOutput>> rest = batch[done..];
        if (rest.Length > 0)
        {
            int half = (rest.Length + 1) / 2;
            Run(rest[..half], pipeline, model);
            if (half < rest.Length)
            {
                Run(rest[half..], pipeline, model);
            }
        }
    }

    private void RunAlone(PendingPrediction<TInput, TOutput> request, BatchPipeline<TInput, TOutput> pipeline, ServedModel model)
    {
        try
        {
            ModelPrediction<TOutput> prediction = new(pipeline.Run(request.Input), model);
            answering();
            request.TrySetResult(prediction);
        }
        catch (Exception error)
        {
            answering();
            request.TrySetException(error);
        }
    }

    private static TInput[] Rows(ReadOnlySpan<PendingPrediction<TInput, TOutput>> batch)
    {
        TInput[] rows = new TInput[batch.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = batch[i].Input;
        }

        return rows;
    }
}

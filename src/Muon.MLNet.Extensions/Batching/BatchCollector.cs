using System.Threading.Channels;

namespace Muon.MLNet.Extensions.Batching;

/// <summary>Gathers requests into batches, on the thread of one worker.</summary>
internal sealed class BatchCollector<TInput, TOutput>(ChannelReader<PendingPrediction<TInput, TOutput>> queue, BatchingPredictorOptions options)
{
    // A wait that the delay ended goes on, and serves the next batch.
    private Task<bool>? _more;

    /// <summary>Waits for requests.</summary>
    /// <param name="batch">Receives them; empty when it is called.</param>
    /// <returns>Whether there are any; otherwise there will be none any more.</returns>
    public bool Collect(List<PendingPrediction<TInput, TOutput>> batch)
    {
        while (batch.Count == 0)
        {
            Take(batch);
            if (batch.Count == 0 && !WaitForMore(delay: null))
            {
                return false;
            }
        }

        if (batch.Count < options.MaxBatchSize && options.MaxDelay > TimeSpan.Zero)
        {
            Fill(batch);
        }

        return true;
    }

    private void Fill(List<PendingPrediction<TInput, TOutput>> batch)
    {
        using CancellationTokenSource full = new();
        Task delay = Task.Delay(options.MaxDelay, options.TimeProvider, full.Token);
        while (batch.Count < options.MaxBatchSize && WaitForMore(delay))
        {
            Take(batch);
        }

        Take(batch);
        full.Cancel();
    }

    private void Take(List<PendingPrediction<TInput, TOutput>> batch)
    {
        while (batch.Count < options.MaxBatchSize && queue.TryRead(out PendingPrediction<TInput, TOutput>? request))
        {
            // Those that were cancelled while they waited are left out.
            if (!request.Task.IsCompleted)
            {
                batch.Add(request);
            }
        }
    }

    /// <returns>Whether there may be more now: not when the delay is over, or the queue has ended.</returns>
    private bool WaitForMore(Task? delay)
    {
        _more ??= queue.WaitToReadAsync().AsTask();
        if (delay is not null && Task.WaitAny(_more, delay) == 1)
        {
            return false;
        }

        bool more = _more.GetAwaiter().GetResult();
        _more = null;
        return more;
    }
}

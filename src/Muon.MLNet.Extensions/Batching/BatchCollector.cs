using System.Threading.Channels;

namespace Muon.MLNet.Extensions.Batching;

/// <summary>
/// Gathers requests into batches, on the thread of one worker. A batch waits for as many requests as there were lately: those of the batch
/// before, whose callers may ask again, and those that had come before these were answered. So a caller alone never waits, and of many that ask again and
/// again all are in each batch, instead of those few who are the first to have read their answers.
/// </summary>
internal sealed class BatchCollector<TInput, TOutput>(ChannelReader<PendingPrediction<TInput, TOutput>> queue, BatchingPredictorOptions options)
{
    // A wait that the delay ended goes on, and serves the next batch.
    private Task<bool>? _more;
    private int _last;
    private int? _expected;

    /// <summary>Waits for requests.</summary>
    /// <param name="batch">Receives them; empty when it is called.</param>
    /// <returns>Whether there are any; otherwise there will be none any more.</returns>
    public bool Collect(List<PendingPrediction<TInput, TOutput>> batch)
    {
        int expected = Math.Min(_expected ?? 0, options.MaxBatchSize);
        while (batch.Count == 0)
        {
            Take(batch);
            if (batch.Count == 0 && !WaitForMore(delay: null))
            {
                return false;
            }
        }

        if (batch.Count < expected && options.MaxDelay > TimeSpan.Zero)
        {
            Fill(batch, expected);
        }

        (_last, _expected) = (batch.Count, null);
        return true;
    }

    /// <summary>Says that the last batch is about to be answered: until now nobody in it has asked again.</summary>
    public void Answering() => _expected ??= _last + queue.Count;

    private void Fill(List<PendingPrediction<TInput, TOutput>> batch, int expected)
    {
        using CancellationTokenSource full = new();
        Task delay = Task.Delay(options.MaxDelay, options.TimeProvider, full.Token);
        while (batch.Count < expected && WaitForMore(delay))
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

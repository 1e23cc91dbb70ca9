using System.Collections.Concurrent;

namespace Muon.MLNet.Images;

/// <summary>
/// Decodes pictures on all cores while the caller reads rows. At most a few pictures per core wait, so that memory stays bounded.
/// </summary>
/// <param name="column">The picture column, for messages.</param>
/// <param name="action">What is done about pictures that cannot be read.</param>
/// <param name="fit">How they are brought to size.</param>
internal sealed class PictureLoader(string column, BadImageAction action, ImageFit fit)
{
    private const int WaitingPerWorker = 4;

    /// <summary>Runs all jobs.</summary>
    /// <param name="jobs">Read on the calling thread.</param>
    /// <param name="cancellation">Checked for every picture.</param>
    /// <returns>The pictures that could not be read, by row; empty unless they are skipped.</returns>
    /// <exception cref="InvalidOperationException">A picture cannot be read, and is not to be skipped.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<BadImage> Run(IEnumerable<PictureJob> jobs, CancellationToken cancellation)
    {
        int workers = Environment.ProcessorCount;
        ConcurrentBag<BadImage> bad = [];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using BlockingCollection<PictureJob> waiting = new(workers * WaitingPerWorker);
        Task[] tasks = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(() => Work(waiting, bad, stop, cancellation), CancellationToken.None))];
        try
        {
            foreach (PictureJob job in jobs)
            {
                waiting.Add(job, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // A worker stopped; what it found is thrown below.
        }
        finally
        {
            waiting.CompleteAdding();
            ((IAsyncResult)Task.WhenAll(tasks)).AsyncWaitHandle.WaitOne();
        }

        cancellation.ThrowIfCancellationRequested();
        if (Array.Find(tasks, task => task.IsFaulted)?.Exception?.InnerException is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        BadImage[] sorted = [.. bad.OrderBy(image => image.Row)];
        return action == BadImageAction.Skip || sorted.Length == 0 ? sorted : throw sorted[0].ToException(column);
    }

    private void Work(BlockingCollection<PictureJob> waiting, ConcurrentBag<BadImage> bad, CancellationTokenSource stop, CancellationToken cancellation)
    {
        byte[] record = [];
        try
        {
            foreach (PictureJob job in waiting.GetConsumingEnumerable())
            {
                // After a bad picture nothing new is handed out, but what is waiting is still tried: the first bad one is named.
                if (cancellation.IsCancellationRequested)
                {
                    return;
                }

                if (record.Length != job.Cache.RecordLength)
                {
                    record = new byte[job.Cache.RecordLength];
                }

                try
                {
                    PictureScaler.Scale(job.Source.Load(), job.Width, job.Height, fit, record);
                }
                catch (InvalidDataException error)
                {
                    bad.Add(new BadImage(job.Row, job.Source.Name, error.Message, error.InnerException));
                    if (action == BadImageAction.Refuse)
                    {
                        stop.Cancel();
                    }

                    continue;
                }

                job.Cache.Write(job.Slot, record);
                job.Sums?.Add(record);
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }
}

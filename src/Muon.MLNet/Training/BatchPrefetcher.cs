using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>
/// Gathers the batches of an epoch on a thread of its own, a few ahead, so that the network does not wait for them. What a batch holds
/// depends on the examples, the epoch and the step alone, not on the threads.
/// </summary>
internal static class BatchPrefetcher
{
    private const int Ahead = 2;

    /// <summary>Gives the batches in order.</summary>
    /// <param name="examples">Where they come from.</param>
    /// <param name="order">The examples in the order of this epoch; it must not change meanwhile.</param>
    /// <param name="plan">Cuts the order into batches.</param>
    /// <param name="epoch">The pass over the data, from 1.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <param name="cancellation">Ends the sequence early.</param>
    /// <returns>Batches whose tensors belong to no dispose scope: the caller disposes them.</returns>
    public static IEnumerable<Batch> Run(IExampleSet examples, int[] order, BatchPlan plan, int epoch, Device device, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using BlockingCollection<Batch> ready = new(Ahead);
        using ManualResetEventSlim isAlone = new();
        int threads = get_num_threads();
        Task producer = Task.Factory.StartNew(() => Produce(ready, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            // Switching libtorch's threads off for one thread changes the number that new threads start with, so it is set back.
            isAlone.Wait(CancellationToken.None);
            set_num_threads(threads);
            foreach (Batch batch in ready.GetConsumingEnumerable(CancellationToken.None))
            {
                yield return batch;
            }
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)producer).AsyncWaitHandle.WaitOne();
            while (ready.TryTake(out Batch left))
            {
                Free(left);
            }
        }

        if (producer.Exception?.InnerException is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        void Produce(BlockingCollection<Batch> destination, CancellationToken token)
        {
            // Two sets of threads would wait for each other, spinning, on the same cores: this one works alone. The first question makes
            // libtorch set this thread up, which would undo a number set before it.
            _ = get_num_threads();
            set_num_threads(1);
            isAlone.Set();
            try
            {
                for (int step = 0; step < plan.Steps && !token.IsCancellationRequested; step++)
                {
                    Batch batch = Detached(examples.GatherForTraining(order.AsSpan(plan[step]), epoch, step, device));
                    try
                    {
                        destination.Add(batch, token);
                    }
                    catch (OperationCanceledException)
                    {
                        // Nobody waits for this one any more.
                        Free(batch);
                        return;
                    }
                }
            }
            finally
            {
                destination.CompleteAdding();
            }
        }
    }

    private static Batch Detached(Batch batch) =>
        new(batch.Inputs.DetachFromDisposeScope(), batch.Classes.DetachFromDisposeScope(), batch.Targets?.DetachFromDisposeScope());

    private static void Free(Batch batch)
    {
        batch.Inputs.Dispose();
        batch.Classes.Dispose();
        batch.Targets?.Dispose();
    }
}

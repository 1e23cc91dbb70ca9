using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Gathers the batches of an epoch on a thread of its own, so that the training thread need not wait for them.</summary>
internal sealed class BatchPrefetcher : IDisposable
{
    /// <summary>How many batches are gathered or being gathered ahead of the one that is trained on.</summary>
    public const int Ahead = 2;

    private readonly IExampleSet _examples;
    private readonly int[] _order;
    private readonly BatchPlan _plan;
    private readonly int _epoch;
    private readonly int _firstStep;
    private readonly Device _device;
    private readonly SemaphoreSlim _room = new(Ahead);
    private readonly BlockingCollection<Batch> _ready = [];
    private readonly CancellationTokenSource _stop;
    private readonly ManualResetEventSlim _isAlone = new();
    private readonly Thread _producer;
    private ExceptionDispatchInfo? _failure;

    private BatchPrefetcher(IExampleSet examples, int[] order, BatchPlan plan, int epoch, int firstStep, Device device, CancellationToken cancellation)
    {
        (_examples, _order, _plan, _epoch, _firstStep, _device) = (examples, order, plan, epoch, firstStep, device);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _producer = new Thread(Produce) { IsBackground = true, Name = "Muon batches" };
        int threads = get_num_threads();
        _producer.Start();

        // Switching libtorch's threads off for one thread changes the number that new threads start with, so it is set back.
        _isAlone.Wait(CancellationToken.None);
        set_num_threads(threads);
    }

    /// <summary>
    /// The batches in their order. Their tensors belong to no dispose scope: who takes a batch attaches or disposes of it.
    /// Batches that nobody takes are disposed of. Cancellation ends the batches without an exception.
    /// </summary>
    /// <param name="examples">Where the batches come from. It is asked on the other thread only.</param>
    /// <param name="order">The order of the examples; it must not change meanwhile.</param>
    /// <param name="plan">Cuts the order into batches.</param>
    /// <param name="epoch">The pass over the data, from 1.</param>
    /// <param name="firstStep">The batch to begin with, from 0: the ones before it were trained on already.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <param name="cancellation">Ends the batches.</param>
    public static IEnumerable<Batch> Run(IExampleSet examples, int[] order, BatchPlan plan, int epoch, int firstStep, Device device, CancellationToken cancellation)
    {
        using BatchPrefetcher prefetcher = new(examples, order, plan, epoch, firstStep, device, cancellation);
        while (prefetcher.TryTake(out Batch batch))
        {
            yield return batch;
        }
    }

    /// <summary>Stops the thread and disposes of the batches that were not taken.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _producer.Join();
        while (_ready.TryTake(out Batch batch))
        {
            batch.Inputs.Dispose();
            batch.Classes.Dispose();
            batch.Targets?.Dispose();
        }

        _ready.Dispose();
        _room.Dispose();
        _isAlone.Dispose();
        _stop.Dispose();
    }

    /// <summary>Waits for the next batch; <see langword="false"/> after the last one.</summary>
    private bool TryTake(out Batch batch)
    {
        if (!_stop.IsCancellationRequested && _ready.TryTake(out batch, Timeout.Infinite))
        {
            _room.Release();
            return true;
        }

        batch = default;
        _failure?.Throw();
        return false;
    }

    private void Produce()
    {
        try
        {
            // Two sets of threads would wait for each other, spinning, on the same cores: this one works alone. The first question
            // makes libtorch set this thread up, which would undo a number set before it.
            _ = get_num_threads();
            set_num_threads(1);
            _isAlone.Set();
            using IDisposable noGrad = no_grad();
            for (int step = _firstStep; step < _plan.Steps && WaitForRoom(); step++)
            {
                using DisposeScope scope = NewDisposeScope();
                Batch batch = _examples.GatherForTraining(_order.AsSpan(_plan[step]), _epoch, step, _device);
                batch.Inputs.DetachFromDisposeScope();
                batch.Classes.DetachFromDisposeScope();
                batch.Targets?.DetachFromDisposeScope();
                _ready.Add(batch);
            }
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            _isAlone.Set();
            _ready.CompleteAdding();
        }
    }

    private bool WaitForRoom()
    {
        try
        {
            _room.Wait(_stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

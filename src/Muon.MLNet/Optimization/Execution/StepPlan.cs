using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Which buckets are updated side by side, a core for each, and which one after the other with all cores.</summary>
/// <remarks>
/// The calling thread has lane 0, the crew the others. A bucket that holds so large a part of the work that the other cores
/// would wait for it is updated with all cores. The plan depends on shapes, devices and the number of threads alone.
/// </remarks>
internal sealed class StepPlan : IDisposable
{
    /// <summary>Fewer operations than this in a step do not pay for waking other threads.</summary>
    private const double LeastOperations = 2e7;

    private readonly Bucket[] _together;
    private readonly Bucket[] _alone;
    private readonly Lane[] _lanes;
    private readonly Crew? _crew;

    public StepPlan(IReadOnlyList<Bucket> buckets, int threads)
    {
        Threads = threads;
        double largest = buckets.Sum(bucket => bucket.Operations) / (2 * threads);
        ILookup<bool, Bucket> split = buckets
            .OrderByDescending(bucket => bucket.Operations)
            .ToLookup(bucket => threads > 1 && bucket.OnProcessor && bucket.Operations <= largest);
        bool pays = split[true].Sum(bucket => bucket.Operations) >= LeastOperations;
        _together = pays ? [.. split[true]] : [];
        _alone = pays ? [.. split[false]] : [.. buckets];
        _crew = pays ? Crew.ForThreads(threads) : null;
        _lanes = [.. Enumerable.Range(0, pays ? threads + 1 : 1).Select(_ => new Lane())];
        foreach (Bucket bucket in _alone)
        {
            bucket.Reserve(_lanes[0]);
        }

        foreach (Bucket bucket in _together)
        {
            Array.ForEach(_lanes[1..], bucket.Reserve);
        }

        Array.ForEach(_lanes, lane => lane.Scratch.Allocate());
    }

    /// <summary>The number of threads that the plan was made for.</summary>
    public int Threads { get; }

    /// <summary>Whether buckets are updated side by side.</summary>
    public bool SideBySide => _crew is not null;

    /// <summary>The bytes of memory, besides the state, that steps work in.</summary>
    public long ScratchBytes => _lanes.Sum(lane => lane.Bytes);

    /// <summary>Updates all parameters that have a gradient.</summary>
    public void Run(Tensor?[] gradients, StepNumbers numbers)
    {
        _crew?.Run(_together.Length, (piece, lane) => _together[piece].Update(gradients, numbers, _lanes[lane + 1]));
        foreach (Bucket bucket in _alone)
        {
            bucket.Update(gradients, numbers, _lanes[0]);
        }
    }

    public void Dispose() => Array.ForEach(_lanes, lane => lane.Dispose());
}

using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// A run of consecutive entries of the parameters that take the AdamW step: several small parameters, or a part of a large one.
/// It is short enough to stay in a core's cache while the operations of a step pass over it.
/// </summary>
internal sealed class AdamWBucket : Bucket
{
    private const int PassesPerUpdate = 12;

    private readonly AdamWKernel _kernel;
    private readonly AdamWMoments _moments;
    private readonly Segment[] _segments;

    public AdamWBucket(IReadOnlyList<Segment> segments, AdamWMoments moments, MuonOptions options)
        : base(
            [.. segments.Select(segment => (segment.Index, segment.Parameter))],
            options.AdamWeightDecay ?? options.WeightDecay ?? 0,
            options)
    {
        _kernel = new AdamWKernel(options);
        _moments = moments;
        _segments = [.. segments];
    }

    public override double Operations => PassesPerUpdate * OperationsPerPass * Length;

    private long Length => _segments.Sum(segment => segment.Length);

    public override void Reserve(Lane lane)
    {
        Tensor like = Members[0].Parameter.Value;
        lane.Flat(like, GradientMemory, Length).Dispose();
        lane.Flat(like, DivisorMemory, Length).Dispose();
        ReserveForDecay(lane, _segments.Max(segment => segment.Length));
    }

    protected override void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers, Lane lane)
    {
        ReadOnlySpan<Segment> run = _segments.AsSpan(start, count);
        long from = run[0].Start;
        long entries = run[^1].Start + run[^1].Length - from;
        Tensor gradient = Gradient(run, entries, gradients, lane);                   // (entries)
        Tensor first = _moments.First(from, entries);                                // (entries)
        Tensor second = _moments.Second(from, entries);                              // (entries)
        Tensor divisor = lane.Flat(gradient, DivisorMemory, entries);                            // (entries)
        AdamWKernel.UpdateMoments(first, second, gradient, numbers);
        _kernel.Divisor(divisor, second, numbers);

        foreach (Segment segment in run)
        {
            // W ← W − α·m / (√v + ε̂), with the learning rate of the parameter in α
            StepNumbers own = numbers.For(segment.Parameter);
            Tensor weight = segment.Weight();
            Tensor m = first.narrow(0, segment.Start - from, segment.Length).view(weight.shape);
            Decay(segment.Parameter, weight, m, lane, own.LearningRate);
            weight.PlusQuotientInPlace(
                -AdamWKernel.Rate(own),
                m,
                divisor.narrow(0, segment.Start - from, segment.Length).view(weight.shape));
        }
    }

    private static Tensor Gradient(ReadOnlySpan<Segment> run, long entries, Tensor?[] gradients, Lane lane)
    {
        if (run.Length == 1)
        {
            return run[0].Part(gradients[run[0].Index]!);
        }

        Tensor all = lane.Flat(gradients[run[0].Index]!, GradientMemory, entries);                // (entries)
        foreach (Segment segment in run)
        {
            all.narrow(0, segment.Start - run[0].Start, segment.Length).copy_(segment.Part(gradients[segment.Index]!));
        }

        return all;
    }
}

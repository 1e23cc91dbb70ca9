using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>All parameters of one type that take the AdamW step, as one flat run of entries, updated segment by segment.</summary>
/// <remarks>All memory, and all views of it, are made here; a step makes only views of parameters that are longer than a segment.</remarks>
internal sealed class AdamWBucket : Bucket
{
    /// <summary>Four arrays of so many float32 entries, for each thread, stay in the cache of its core.</summary>
    private const long EntriesPerThread = 1 << 16;

    private readonly AdamWKernel _kernel;
    private readonly (IReadOnlyList<AdamWPiece> Pieces, Moments All, Moments[] Each)[] _segments;

    public AdamWBucket(IReadOnlyList<(int Index, TrainedParameter Parameter)> members, MuonOptions options)
        : base(members, options.AdamWeightDecay ?? options.WeightDecay ?? 0, options)
    {
        _kernel = new AdamWKernel(options);
        long entries = members.Sum(member => member.Parameter.Row.Count);
        Tensor first = NewBuffer([entries]);
        Tensor second = NewBuffer([entries]);
        long offset = 0;
        foreach ((int _, TrainedParameter parameter) in members)
        {
            parameter.State.Momentum = View(first, offset, parameter.Row.Count, parameter.Value.shape);
            parameter.State.Velocity = View(second, offset, parameter.Row.Count, parameter.Value.shape);
            offset += parameter.Row.Count;
        }

        // Caches are a matter of CPUs; elsewhere fewer and longer calls are better.
        bool isCpu = members[0].Parameter.Value.device_type is DeviceType.CPU;
        IReadOnlyList<AdamWSegment> plan = AdamWSegment.Cut(
            [.. members.Select(member => member.Parameter.Value.shape)], isCpu ? EntriesPerThread * get_num_threads() : entries);

        // Holds gradients, then divisors; and what decays, where that is not everything.
        long longest = plan.Max(segment => segment.Length);
        Tensor work = NewBuffer([longest]);
        Tensor? decaying = options.CautiousWeightDecay ? NewBuffer([longest]) : null;
        _segments = [.. plan.Select(segment => (
            segment.Pieces,
            Of(segment.From, 0, segment.Length, [segment.Length]),
            segment.Pieces.Select(piece => Of(
                segment.From, piece.Offset, piece.Length, piece.Shape(members[piece.Member].Parameter.Value.shape))).ToArray()))];

        Moments Of(long from, long start, long length, long[] shape) => new(
            Own(View(first, from + start, length, shape)),
            Own(View(second, from + start, length, shape)),
            Own(View(work, start, length, shape)),
            decaying is null ? null : Own(View(decaying, start, length, shape)));
    }

    public override void Update(Tensor?[] gradients, in StepNumbers numbers)
    {
        foreach ((IReadOnlyList<AdamWPiece> pieces, Moments all, Moments[] each) in _segments)
        {
            using DisposeScope scope = NewDisposeScope();
            int present = 0;
            for (int i = 0; i < pieces.Count; i++)
            {
                if (gradients[Members[pieces[i].Member].Index] is { } gradient)
                {
                    each[i].Work.copy_(pieces[i].Of(gradient));
                    present++;
                }
            }

            // Parameters without a gradient keep weights and state; then the others are updated one by one.
            bool isComplete = present == pieces.Count;
            if (isComplete)
            {
                _kernel.Update(all.First, all.Second, all.Work, numbers);
            }

            for (int i = 0; i < pieces.Count; i++)
            {
                (int index, TrainedParameter parameter) = Members[pieces[i].Member];
                if (gradients[index] is null)
                {
                    continue;
                }

                Moments own = each[i];
                if (!isComplete)
                {
                    _kernel.Update(own.First, own.Second, own.Work, numbers);
                }

                Tensor weight = pieces[i].Of(parameter.Value);
                Decay(parameter, weight, own.First, own.Decaying, numbers.LearningRate);
                weight.PlusQuotientInPlace(-AdamWKernel.Rate(numbers), own.First, own.Work); // W ← W − α·m / (√v + ε̂)
            }
        }
    }

    /// <summary>The same entries of both moments and of the working memory, as views.</summary>
    private sealed record Moments(Tensor First, Tensor Second, Tensor Work, Tensor? Decaying);
}

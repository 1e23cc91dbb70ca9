using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>All parameters of one type that take the AdamW step, as one flat run of entries.</summary>
internal sealed class AdamWBucket : Bucket
{
    private readonly AdamWKernel _kernel;
    private readonly long[] _offsets;
    private readonly Tensor _first;
    private readonly Tensor _second;

    public AdamWBucket(IReadOnlyList<(int Index, TrainedParameter Parameter)> members, MuonOptions options)
        : base(members, options.AdamWeightDecay ?? options.WeightDecay ?? 0, options)
    {
        _kernel = new AdamWKernel(options);
        _offsets = new long[members.Count + 1];
        for (int i = 0; i < members.Count; i++)
        {
            _offsets[i + 1] = _offsets[i] + members[i].Parameter.Row.Count;
        }

        _first = NewBuffer([_offsets[^1]]);
        _second = NewBuffer([_offsets[^1]]);
        for (int i = 0; i < members.Count; i++)
        {
            TrainedParameter parameter = members[i].Parameter;
            long length = _offsets[i + 1] - _offsets[i];
            parameter.State.Momentum = View(_first, _offsets[i], length, parameter);
            parameter.State.Velocity = View(_second, _offsets[i], length, parameter);
        }
    }

    protected override void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers)
    {
        long from = _offsets[start];
        long entries = _offsets[start + count] - from;
        Tensor[] parts = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            parts[i] = gradients[Members[start + i].Index]!.reshape(-1);
        }

        Tensor gradient = count == 1 ? parts[0] : cat(parts, 0);                     // (entries)
        Tensor first = _first.narrow(0, from, entries);                              // (entries)
        Tensor second = _second.narrow(0, from, entries);                            // (entries)
        Tensor divisor = _kernel.Divisor(first, second, gradient, numbers);          // (entries)

        double rate = AdamWKernel.Rate(numbers);
        for (int i = 0; i < count; i++)
        {
            TrainedParameter parameter = Members[start + i].Parameter;
            long length = _offsets[start + i + 1] - _offsets[start + i];
            Tensor part = divisor.narrow(0, _offsets[start + i] - from, length).view(parameter.Value.shape);
            Decay(parameter, parameter.Value, parameter.State.Momentum, numbers.LearningRate);
            parameter.Value.PlusQuotientInPlace(-rate, parameter.State.Momentum, part); // W ← W − α·m / (√v + ε̂)
        }
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Parameters that are updated together, because their state lies in common buffers.</summary>
internal abstract class Bucket : IDisposable
{
    private readonly List<Tensor> _buffers = [];
    private readonly double _decay;
    private readonly bool _cautious;

    protected Bucket(IReadOnlyList<(int Index, TrainedParameter Parameter)> members, double decay, MuonOptions options)
    {
        Members = members;
        _decay = decay;
        _cautious = options.CautiousWeightDecay;
    }

    /// <summary>About how much work an update is, in floating-point operations.</summary>
    public abstract double Operations { get; }

    /// <summary>Whether the parameters are in the memory of the processor.</summary>
    public bool OnProcessor => Members[0].Parameter.Value.device_type is DeviceType.CPU;

    /// <summary>About how many operations an entry-by-entry pass costs, in which memory and not arithmetic takes the time.</summary>
    protected const double OperationsPerPass = 20;

    /// <summary>The numbers of a lane's memories.</summary>
    protected const int GradientMemory = 0, DivisorMemory = 1, CautiousMemory = 2;

    /// <summary>The parameters, each with its position among all trained parameters.</summary>
    protected IReadOnlyList<(int Index, TrainedParameter Parameter)> Members { get; }

    /// <summary>Updates all parameters that have a gradient.</summary>
    /// <param name="gradients">Gradients of all trained parameters, null where there is none.</param>
    /// <param name="numbers">The numbers of this update.</param>
    /// <param name="lane">The memory to work in.</param>
    public void Update(Tensor?[] gradients, in StepNumbers numbers, Lane lane)
    {
        // Usually one run; parameters without a gradient keep weights and state, and split it.
        int start = 0;
        while (start < Members.Count)
        {
            int end = start;
            while (end < Members.Count && gradients[Members[end].Index] is not null)
            {
                end++;
            }

            if (end > start)
            {
                using DisposeScope scope = NewDisposeScope();
                UpdateRun(start, end - start, gradients, numbers, lane);
            }

            start = end + 1;
        }
    }

    /// <summary>Makes room, once, for what <see cref="Update"/> works in.</summary>
    public abstract void Reserve(Lane lane);

    public void Dispose()
    {
        foreach (Tensor buffer in _buffers)
        {
            buffer.Dispose();
        }
    }

    /// <summary>Updates consecutive members, all of which have a gradient.</summary>
    protected abstract void UpdateRun(int start, int count, Tensor?[] gradients, in StepNumbers numbers, Lane lane);

    /// <summary>Lets a parameter decay, as far as it does.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="weight">Its weights, or some of them, before the update; changed.</param>
    /// <param name="update">What is going to be subtracted, up to a positive factor; of the same shape.</param>
    /// <param name="lane">The memory to work in.</param>
    /// <param name="learningRate">The learning rate.</param>
    protected void Decay(TrainedParameter parameter, Tensor weight, Tensor update, Lane lane, double learningRate)
    {
        if (!parameter.Row.IsDecayed)
        {
            return;
        }

        if (_cautious)
        {
            CautiousDecay.Apply(weight, update, lane.Flat(weight, CautiousMemory, weight.numel()).view(weight.shape), learningRate, _decay);
        }
        else
        {
            DecoupledDecay.Apply(weight, learningRate, _decay);
        }
    }

    /// <summary>Makes room for <see cref="Decay"/>.</summary>
    protected void ReserveForDecay(Lane lane, long entries)
    {
        if (_cautious)
        {
            lane.Flat(Members[0].Parameter.Value, CautiousMemory, entries).Dispose();
        }
    }

    /// <summary>A buffer of zeros that lives as long as the bucket.</summary>
    protected Tensor NewBuffer(long[] shape, ScalarType? type = null)
    {
        Tensor like = Members[0].Parameter.Value;
        Tensor buffer = zeros(shape, type ?? like.dtype, like.device).DetachFromDisposeScope();
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>A part of a buffer in another shape; the caller owns the view.</summary>
    public static Tensor View(Tensor buffer, long start, long length, long[] shape)
    {
        using Tensor part = buffer.narrow(0, start, length);
        return part.view(shape).DetachFromDisposeScope();
    }
}

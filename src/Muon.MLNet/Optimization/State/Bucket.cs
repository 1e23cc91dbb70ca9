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

    /// <summary>The parameters, each with its position among all trained parameters.</summary>
    protected IReadOnlyList<(int Index, TrainedParameter Parameter)> Members { get; }

    /// <summary>Updates all parameters that have a gradient.</summary>
    /// <param name="gradients">Gradients of all trained parameters, null where there is none.</param>
    /// <param name="numbers">The numbers of this update.</param>
    public abstract void Update(Tensor?[] gradients, in StepNumbers numbers);

    public void Dispose()
    {
        foreach (Tensor buffer in _buffers)
        {
            buffer.Dispose();
        }
    }

    /// <summary>Lets a parameter decay, as far as it does.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="weight">Its weights, or some of them, before the update; changed.</param>
    /// <param name="update">What is going to be subtracted, up to a positive factor.</param>
    /// <param name="work">Memory of the same shape, overwritten if decay is cautious.</param>
    /// <param name="learningRate">The learning rate.</param>
    protected void Decay(TrainedParameter parameter, Tensor weight, Tensor update, Tensor? work, double learningRate)
    {
        if (!parameter.Row.IsDecayed)
        {
            return;
        }

        if (_cautious)
        {
            CautiousDecay.Apply(weight, update, work!, learningRate, _decay);
        }
        else
        {
            DecoupledDecay.Apply(weight, learningRate, _decay);
        }
    }

    /// <summary>A buffer of zeros that lives as long as the bucket.</summary>
    protected Tensor NewBuffer(long[] shape, ScalarType? type = null)
    {
        Tensor like = Members[0].Parameter.Value;
        Tensor buffer = zeros(shape, type ?? like.dtype, like.device).DetachFromDisposeScope();
        return Own(buffer);
    }

    /// <summary>A tensor that lives as long as the bucket.</summary>
    protected Tensor Own(Tensor tensor)
    {
        _buffers.Add(tensor);
        return tensor;
    }

    /// <summary>A part of a buffer in another shape; the caller owns the view.</summary>
    protected static Tensor View(Tensor buffer, long start, long length, long[] shape)
    {
        using Tensor part = buffer.narrow(0, start, length);
        return part.view(shape).DetachFromDisposeScope();
    }
}

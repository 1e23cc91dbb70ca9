using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Keeps a copy of the weights and buffers of the best epoch so far, and puts it back at the end.</summary>
internal sealed class BestWeights(ClassifierNetwork network, ValidationMetric metric) : IDisposable
{
    private readonly Dictionary<string, Tensor> _copies = new(StringComparer.Ordinal);

    /// <summary>Gets what the kept weights are worth by the metric; negative infinity while there are none.</summary>
    public double Value { get; private set; } = double.NegativeInfinity;

    /// <summary>Gets the loss of the kept weights.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>Gets the kept weights themselves; none before the first offer.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _copies;

    /// <summary>Keeps the network's weights when they are better: by the metric, or equal in it at a lower loss. A loss that is not finite is never better.</summary>
    public bool Offer(in Judgement validation)
    {
        double worth = validation.By(metric);
        bool better = double.IsFinite(validation.Loss) && (worth > Value || (worth == Value && validation.Loss < Loss));
        if (better)
        {
            Keep(worth, validation.Loss);
        }

        return better;
    }

    /// <summary>Keeps the network's weights, whatever they are worth.</summary>
    /// <param name="value">What they are said to be worth.</param>
    /// <param name="loss">Their loss.</param>
    public void Keep(double value, double loss)
    {
        (Value, Loss) = (value, loss);
        using IDisposable noGrad = no_grad();
        foreach ((string name, Tensor weight) in network.state_dict())
        {
            if (_copies.Remove(name, out Tensor? old))
            {
                old.Dispose();
            }

            _copies[name] = weight.detach().clone().DetachFromDisposeScope();
        }
    }

    /// <summary>Puts the kept weights back, if any were kept.</summary>
    public void Restore()
    {
        if (_copies.Count > 0)
        {
            network.load_state_dict(_copies);
        }
    }

    public void Dispose()
    {
        foreach (Tensor copy in _copies.Values)
        {
            copy.Dispose();
        }

        _copies.Clear();
    }
}

using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Keeps a copy of the weights and buffers of the best epoch so far, and puts it back at the end.</summary>
internal sealed class BestWeights(ClassifierNetwork network) : IDisposable
{
    private readonly Dictionary<string, Tensor> _copies = new(StringComparer.Ordinal);

    /// <summary>Gets the accuracy of the kept weights; negative while there are none.</summary>
    public double Accuracy { get; private set; } = -1;

    /// <summary>Gets the loss of the kept weights.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>Keeps the network's weights when they are better: a higher accuracy, or an equal one at a lower loss.</summary>
    public bool Offer(in RunningAverage validation)
    {
        bool better = validation.Accuracy > Accuracy || (validation.Accuracy == Accuracy && validation.Loss < Loss);
        if (better)
        {
            (Accuracy, Loss) = (validation.Accuracy, validation.Loss);
            using IDisposable noGrad = no_grad();
            foreach ((string name, Tensor value) in network.state_dict())
            {
                if (_copies.Remove(name, out Tensor? old))
                {
                    old.Dispose();
                }

                _copies[name] = value.detach().clone().DetachFromDisposeScope();
            }
        }

        return better;
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

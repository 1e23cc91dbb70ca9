using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>
/// A moving average of a network's weights and of its buffers, such as the statistics of batch normalization:
/// average ← m·average + (1 − m)·W after step t = 1, 2, …, with m = min(decay, (1 + t) / (10 + t)).
/// </summary>
/// <remarks>Polyak and Juditsky, "Acceleration of stochastic approximation by averaging" (1992). Values that are no numbers with a fraction, such as counters, are not averaged.</remarks>
internal sealed class AveragedWeights : IDisposable
{
    private readonly double _decay;
    private readonly (string Name, Tensor Value, Tensor Average)[] _pairs;

    public AveragedWeights(ClassifierNetwork network, double decay)
    {
        _decay = decay;
        using IDisposable noGrad = no_grad();
        _pairs = [.. network.state_dict()
            .Where(named => named.Value.is_floating_point())
            .Select(named => (named.Key, named.Value, named.Value.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>Gets or sets how many steps have been taken into the average.</summary>
    public long Steps { get; set; }

    /// <summary>Gets the averages themselves, by the names of the weights and buffers.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors => _pairs.Select(pair => (pair.Name, pair.Average));

    /// <summary>Takes the weights after a step into the average.</summary>
    public void Update()
    {
        Steps++;
        double momentum = Math.Min(_decay, (1.0 + Steps) / (10.0 + Steps));
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((_, Tensor value, Tensor average) in _pairs)
        {
            average.TimesInPlace(momentum).PlusInPlace(1 - momentum, value);
        }
    }

    /// <summary>Exchanges the network's weights with the average; a second call puts them back.</summary>
    public void Exchange()
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((_, Tensor value, Tensor average) in _pairs)
        {
            Tensor copy = value.clone();
            value.copy_(average);
            average.copy_(copy);
        }
    }

    public void Dispose()
    {
        foreach ((_, _, Tensor average) in _pairs)
        {
            average.Dispose();
        }
    }
}

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
    private readonly (Tensor Value, Tensor Average)[] _pairs;
    private long _steps;

    public AveragedWeights(ClassifierNetwork network, double decay)
    {
        _decay = decay;
        using IDisposable noGrad = no_grad();
        _pairs = [.. network.state_dict().Values
            .Where(value => value.is_floating_point())
            .Select(value => (value, value.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>Takes the weights after a step into the average.</summary>
    public void Update()
    {
        _steps++;
        double momentum = Math.Min(_decay, (1.0 + _steps) / (10.0 + _steps));
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor value, Tensor average) in _pairs)
        {
            average.TimesInPlace(momentum).PlusInPlace(1 - momentum, value);
        }
    }

    /// <summary>Exchanges the network's weights with the average; a second call puts them back.</summary>
    public void Exchange()
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor value, Tensor average) in _pairs)
        {
            Tensor copy = value.clone();
            value.copy_(average);
            average.copy_(copy);
        }
    }

    public void Dispose()
    {
        foreach ((_, Tensor average) in _pairs)
        {
            average.Dispose();
        }
    }
}

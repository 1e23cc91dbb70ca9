using Muon.MLNet.Networks;
using static TorchSharp.torch;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>All tensors of a training run, by name: what a checkpoint holds, and where it is read back to.</summary>
internal sealed class RunTensors(ClassifierNetwork network, MuonOptimizer optimizer, AveragedWeights? average, BestWeights best)
{
    private const string BestPrefix = "best/";

    public MuonOptimizer Optimizer => optimizer;

    public AveragedWeights? Average => average;

    public BestWeights Best => best;

    /// <summary>The tensors as they are now.</summary>
    public Dictionary<string, Tensor> Now()
    {
        Dictionary<string, Tensor> all = WithoutBest();
        foreach ((string name, Tensor value) in best.Tensors)
        {
            all[BestPrefix + name] = value;
        }

        return all;
    }

    /// <summary>The name, type and shape of what a checkpoint of this run has to hold.</summary>
    /// <param name="hasBest">Whether it holds the weights of a best epoch.</param>
    public Dictionary<string, (ScalarType Type, long[] Shape)> Expected(bool hasBest)
    {
        Dictionary<string, (ScalarType, long[])> expected = WithoutBest().ToDictionary(
            named => named.Key, named => (named.Value.dtype, named.Value.shape), StringComparer.Ordinal);
        if (hasBest)
        {
            foreach ((string name, Tensor value) in network.state_dict())
            {
                expected[BestPrefix + name] = (value.dtype, value.shape);
            }
        }

        return expected;
    }

    private Dictionary<string, Tensor> WithoutBest()
    {
        Dictionary<string, Tensor> all = new(StringComparer.Ordinal);
        foreach ((string name, Tensor value) in network.state_dict())
        {
            all["network/" + name] = value;
        }

        foreach ((string name, Tensor value) in optimizer.StateTensors)
        {
            all["optimizer/" + name] = value;
        }

        foreach ((string name, Tensor value) in average?.Tensors ?? [])
        {
            all["average/" + name] = value;
        }

        return all;
    }
}

using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Networks of your own, by name, for models that are loaded.</summary>
public static class MuonNetworks
{
    private static readonly ConcurrentDictionary<string, Func<int, nn.Module<Tensor, Tensor>>> Factories = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Func<TextNetworkShape, nn.Module<Tensor, Tensor>>> TextFactories = new(StringComparer.Ordinal);

    /// <summary>Makes a network known under the name that the model was trained with. A later registration replaces an earlier one.</summary>
    /// <param name="name">The value of <see cref="MuonImageClassificationTrainer.Options.CustomNetworkName"/>.</param>
    /// <param name="network">Builds the network from the number of classes.</param>
    public static void Register(string name, Func<int, nn.Module<Tensor, Tensor>> network)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(network);
        Factories[name] = network;
    }

    /// <summary>Makes a network for texts known under the name that the model was trained with. A later registration replaces an earlier one.</summary>
    /// <param name="name">The value of <see cref="MuonTextClassificationTrainer.Options.CustomNetworkName"/>.</param>
    /// <param name="network">Builds the network from the vocabulary and the number of classes.</param>
    public static void RegisterText(string name, Func<TextNetworkShape, nn.Module<Tensor, Tensor>> network)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(network);
        TextFactories[name] = network;
    }

    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    internal static Func<TextNetworkShape, nn.Module<Tensor, Tensor>> FindText(string name) => TextFactories.TryGetValue(name, out var network)
        ? network
        : throw new InvalidOperationException($"The model has a network of its own, '{name}', that is not known here. Call MuonNetworks.RegisterText(\"{name}\", …) before loading it.");

    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    internal static Func<int, nn.Module<Tensor, Tensor>> Find(string name) => Factories.TryGetValue(name, out var network)
        ? network
        : throw new InvalidOperationException($"The model has a network of its own, '{name}', that is not known here. Call MuonNetworks.Register(\"{name}\", …) before loading it.");
}

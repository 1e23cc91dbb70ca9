using System.Security.Cryptography;
using System.Text;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training.Continuation;

/// <summary>The network from which training goes on.</summary>
internal static class PreviousNetwork
{
    /// <summary>
    /// Copies all weights into a new network. Where it has more classes, the first rows of the head are the previous ones, and the others stay as they are.
    /// Nothing is copied where something does not fit.
    /// </summary>
    /// <param name="previous">The model; it is only read.</param>
    /// <param name="network">The new network, of which the first classes are those of the model.</param>
    /// <param name="classes">The classes of the new network.</param>
    /// <exception cref="ArgumentException">The networks are not of the same kind.</exception>
    public static void CopyInto(IClassifier previous, ClassifierNetwork network, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using WeightLock.Held held = previous.WeightLock.Read();
        Dictionary<string, Tensor> source = previous.Network.state_dict(), target = network.state_dict();
        if (source.Keys.Concat(target.Keys).FirstOrDefault(name => source.ContainsKey(name) != target.ContainsKey(name)) is { } only)
        {
            throw new ArgumentException($"Training cannot continue from the previous model: its network {(source.ContainsKey(only) ? "has" : "lacks")} the tensor '{only}', the new one does not agree. Build the network that the model was trained with.", "previousModel");
        }

        foreach ((string name, Tensor values) in source)
        {
            if (!Fits(values.shape, target[name].shape, previous.Labels.Count, classes))
            {
                throw new ArgumentException(
                    $"Training cannot continue from the previous model: its tensor '{name}' is {SafetensorsEntry.Describe(values.dtype, values.shape)}, the new network's is {SafetensorsEntry.Describe(target[name].dtype, target[name].shape)}. They may differ in the first extent alone, where that is the number of classes ({previous.Labels.Count}, {classes}).", "previousModel");
            }
        }

        foreach ((string name, Tensor values) in source)
        {
            Tensor place = target[name];
            (values.shape.SequenceEqual(place.shape) ? place : place.narrow(0, 0, values.shape[0])).copy_(values);
        }
    }

    /// <summary>Sixteen hexadecimal digits that differ where two models do: in weights, classes or vocabulary.</summary>
    public static string Fingerprint(IClassifier classifier)
    {
        const int Digits = 16;
        using DisposeScope scope = NewDisposeScope();
        using WeightLock.Held held = classifier.WeightLock.Read();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string text) in ModelFacts.Of(classifier).OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {text}\n"));
        }

        foreach ((string name, Tensor values) in classifier.Network.state_dict().OrderBy(named => named.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {SafetensorsEntry.Describe(values.dtype, values.shape)}\n"));
            hash.AppendData(values.detach().cpu().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    private static bool Fits(long[] from, long[] to, int classesBefore, int classes) =>
        from.SequenceEqual(to) || (from.Length > 0 && from.Length == to.Length && from[0] == classesBefore && to[0] == classes && from.AsSpan(1).SequenceEqual(to.AsSpan(1)));
}

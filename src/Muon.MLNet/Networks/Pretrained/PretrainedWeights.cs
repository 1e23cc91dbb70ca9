using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Pretrained;

/// <summary>Weights that were trained elsewhere, from a local safetensors file.</summary>
/// <remarks>
/// The normalization of the pixels of an image network becomes what the weights expect: that of the file where it was saved from a network of ours
/// (<c>normalize.mean</c>, <c>normalize.scale</c>), else <see cref="ImageNetwork.PublishedStatistics"/>, which assumes colours from 0 to 255 in
/// the order red, green, blue. Call this after the statistics of the training pictures were set.
/// </remarks>
internal static class PretrainedWeights
{
    private const string NormalizationPrefix = "normalize.";
    private static readonly string[] Wrappers = ["module.", "model.", "backbone."];

    /// <summary>Loads all but the head by name; float16, bfloat16 and float64 become float32.</summary>
    /// <param name="network">The network to load into.</param>
    /// <param name="path">The file.</param>
    /// <param name="sha256">The digest that it must have, 64 hexadecimal digits, or null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, has another digest, or holds the weights of another network.</exception>
    public static PretrainedReport Load(ClassifierNetwork network, string path, string? sha256)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path, sha256);
        Dictionary<string, Tensor> state = network.state_dict();
        HashSet<string> head = HeadNames(network);
        Dictionary<string, SafetensorsPlace> found = new(StringComparer.Ordinal);
        List<string> unused = [], skipped = [];
        foreach (SafetensorsPlace place in file.Tensors)
        {
            string name = NameIn(network, state, place.Name);
            if (head.Contains(name))
            {
                skipped.Add(place.Name);
            }
            else if (!state.ContainsKey(name))
            {
                unused.Add(place.Name);
            }
            else if (!found.TryAdd(name, place))
            {
                throw new InvalidDataException($"'{path}' has two tensors for '{name}': '{found[name].Name}' and '{place.Name}'.");
            }
        }

        string[] backbone = [.. state.Keys.Where(name => !head.Contains(name) && !IsNormalization(name))];
        if (!Array.Exists(backbone, found.ContainsKey))
        {
            throw new InvalidDataException(
                $"No tensor of '{path}' belongs to {network.GetName()}: the file has {PretrainedReport.Some(file.Tensors.Select(place => place.Name))}; the network has {PretrainedReport.Some(backbone)}.");
        }

        List<string> resized = CopyAll(network, file, path, state, found);
        if (!found.Keys.Any(IsNormalization) && network is ImageNetwork { PublishedStatistics: { } statistics } pictures)
        {
            pictures.Normalization.Set(statistics);
        }

        return new PretrainedReport
        {
            Loaded = [.. state.Keys.Where(found.ContainsKey)],
            Resized = resized,
            Missing = [.. backbone.Where(name => !found.ContainsKey(name))],
            Unused = unused,
            SkippedHead = skipped,
        };
    }

    /// <summary>Copies the tensors; nothing is changed before all of them are known to fit.</summary>
    private static List<string> CopyAll(
        ClassifierNetwork network, SafetensorsFile file, string path, Dictionary<string, Tensor> state, Dictionary<string, SafetensorsPlace> found)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Dictionary<string, Tensor> resized = new(StringComparer.Ordinal);
        foreach ((string name, SafetensorsPlace place) in found)
        {
            Tensor target = state[name];
            if (IsReal(target.dtype) != IsReal(place.Type))
            {
                throw new InvalidDataException($"'{path}': the tensor '{place.Name}' is {place.Describe()}; {network.GetName()} needs {SafetensorsEntry.Describe(target.dtype, target.shape)}.");
            }

            if (!target.shape.SequenceEqual(place.Shape))
            {
                using Tensor values = file.Read(place);
                using Tensor numbers = values.to(ScalarType.Float32);
                resized[name] = network.Resize(name, numbers, target.shape) ?? throw new InvalidDataException(
                    $"'{path}': the tensor '{place.Name}' is {place.Describe()}; {network.GetName()} needs {SafetensorsEntry.Describe(target.dtype, target.shape)} for '{name}'. These are the weights of another architecture, or of one for inputs of another kind or number.");
            }
        }

        foreach ((string name, SafetensorsPlace place) in found)
        {
            using Tensor values = resized.TryGetValue(name, out Tensor? fitted) ? fitted : file.Read(place);
            state[name].copy_(values);
        }

        return [.. resized.Keys];
    }

    /// <summary>The name of a tensor in the network, without what trainers and containers put in front of it.</summary>
    public static string NameIn(ClassifierNetwork network, Dictionary<string, Tensor> state, string name)
    {
        string inner = name;
        while (!state.ContainsKey(inner))
        {
            string translated = network.TranslateName(inner);
            if (state.ContainsKey(translated))
            {
                return translated;
            }

            string? wrapper = Array.Find(Wrappers, prefix => inner.StartsWith(prefix, StringComparison.Ordinal));
            if (wrapper is null)
            {
                return name;
            }

            inner = inner[wrapper.Length..];
        }

        return inner;
    }

    private static HashSet<string> HeadNames(ClassifierNetwork network)
    {
        nn.Module? head = network.Head;
        string? path = network.named_modules().FirstOrDefault(named => ReferenceEquals(named.module, head)).name;
        return path is null ? [] : [.. network.state_dict().Keys.Where(name => name.StartsWith(path + ".", StringComparison.Ordinal))];
    }

    /// <summary>Whether numbers of a type become float32 when they are loaded.</summary>
    public static bool IsReal(ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Whether a tensor is part of the normalization of the pixels.</summary>
    public static bool IsNormalization(string name) => name.StartsWith(NormalizationPrefix, StringComparison.Ordinal);
}

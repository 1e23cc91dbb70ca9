using System.Text.Json;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>The weights of a model as a safetensors file for other programs, and back.</summary>
internal static class WeightsFile
{
    private static readonly string[] MustAgree = [ModelFacts.Features, ModelFacts.NGrams, ModelFacts.Tokenizer];

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IClassifier classifier, string path)
    {
        using WeightLock.Held held = classifier.WeightLock.Read();
        Dictionary<string, Tensor> state = classifier.Network.state_dict();
        Dictionary<string, string> facts = ModelFacts.Of(classifier);
        facts["format"] = "pt"; // What Python's transformers asks for: tensors laid out as torch does.
        if (classifier is ImageClassifier { Configuration: var pictures })
        {
            facts["preprocessing"] = Preprocessing(pictures);
        }

        AtomicFile.Write(path, stream => Safetensors.Write(state, stream, facts));
    }

    /// <summary>Reads and checks all of the file, then exchanges the weights while no prediction runs.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It does not fit the model.</exception>
    public static void Load(IClassifier classifier, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        ClassifierNetwork network = classifier.Network;
        Dictionary<string, Tensor> state = network.state_dict();
        Dictionary<string, Tensor> values = Read(classifier, network, state, path);
        using WeightLock.Held held = classifier.WeightLock.Write();
        foreach ((string name, Tensor value) in values)
        {
            state[name].copy_(value);
        }
    }

    private static Dictionary<string, Tensor> Read(IClassifier classifier, ClassifierNetwork network, Dictionary<string, Tensor> state, string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        RequireSameMeaning(classifier, file.Content.Metadata, path);
        Dictionary<string, SafetensorsPlace> places = Match(network, state, file, path);
        Dictionary<string, Tensor> values = new(StringComparer.Ordinal);
        foreach ((string name, SafetensorsPlace place) in places)
        {
            values[name] = ReadFinite(file, place, state[name].dtype, path);
        }

        return values;
    }

    // The same numbers in another order of the classes, or for other words, would predict nonsense without a word.
    private static void RequireSameMeaning(IClassifier classifier, IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (metadata.TryGetValue(ModelFacts.Labels, out string? labels) && !Names(labels, path).SequenceEqual(classifier.Labels.Names, StringComparer.Ordinal))
        {
            throw new InvalidDataException($"'{path}' holds weights for the classes {labels}; the classes of the model are {string.Join(", ", classifier.Labels.Names)}. Load weights of the same classes in the same order, or continue training from that model with Fit.");
        }

        Dictionary<string, string> facts = ModelFacts.Of(classifier);
        foreach (string name in MustAgree)
        {
            if (metadata.TryGetValue(name, out string? theirs) && !string.Equals(theirs, facts.GetValueOrDefault(name), StringComparison.Ordinal))
            {
                throw new InvalidDataException($"'{path}' holds weights for other texts: '{name}' of its metadata is not that of the model. Load the whole model that they belong to instead.");
            }
        }
    }

    private static string[] Names(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(json) ?? [];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}': '{ModelFacts.Labels}' of its metadata is no JSON list of texts.", error);
        }
    }

    /// <summary>The place of each tensor of the network.</summary>
    private static Dictionary<string, SafetensorsPlace> Match(ClassifierNetwork network, Dictionary<string, Tensor> state, SafetensorsFile file, string path)
    {
        Dictionary<string, SafetensorsPlace> found = new(StringComparer.Ordinal);
        foreach (SafetensorsPlace place in file.Tensors)
        {
            string name = PretrainedWeights.NameIn(network, state, place.Name);
            if (!state.TryGetValue(name, out Tensor? target))
            {
                throw new InvalidDataException($"'{path}' holds a tensor '{place.Name}' that {network.GetName()} does not have; it has {PretrainedReport.Some(state.Keys)}. Load weights of the same network; for a part of them set PretrainedWeights of the trainer.");
            }

            if (!found.TryAdd(name, place))
            {
                throw new InvalidDataException($"'{path}' has two tensors for '{name}': '{found[name].Name}' and '{place.Name}'.");
            }

            bool isKind = target.dtype == place.Type || (PretrainedWeights.IsReal(target.dtype) && PretrainedWeights.IsReal(place.Type));
            if (!isKind || !target.shape.SequenceEqual(place.Shape))
            {
                throw new InvalidDataException($"'{path}': the tensor '{place.Name}' is {place.Describe()}; {network.GetName()} needs {SafetensorsEntry.Describe(target.dtype, target.shape)}.");
            }
        }

        // Networks of other programs do not normalize pixels themselves: the model keeps its own statistics.
        string[] missing = [.. state.Keys.Where(name => !found.ContainsKey(name) && !PretrainedWeights.IsNormalization(name))];
        return missing.Length == 0
            ? found
            : throw new InvalidDataException($"'{path}' lacks {missing.Length} tensors of {network.GetName()}: {PretrainedReport.Some(missing)}. To load a part of the weights, set PretrainedWeights of the trainer.");
    }

    /// <summary>Reads a tensor in the type of the network.</summary>
    private static Tensor ReadFinite(SafetensorsFile file, SafetensorsPlace place, ScalarType type, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = file.Read(place).to(type);
        return !PretrainedWeights.IsReal(type) || values.isfinite().all().ToBoolean()
            ? values.MoveToOuterDisposeScope()
            : throw new InvalidDataException($"'{path}': the tensor '{place.Name}' holds numbers that are NaN, infinite, or beyond {type}.");
    }

    private static string Preprocessing(ImageModelConfiguration configuration) => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["input"] = configuration.InputKind().ToString(),
        ["channels"] = configuration.Network.Channels,
        ["height"] = configuration.Network.Height,
        ["width"] = configuration.Network.Width,
        ["fit"] = configuration.Fit.ToString(),
        ["pixelLayout"] = configuration.PixelLayout.ToString(),
        ["testTimeFlip"] = configuration.TestTimeFlip,
    });
}

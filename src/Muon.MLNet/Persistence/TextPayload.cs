using System.Globalization;
using System.Text.Json;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>A text model as bytes, and back.</summary>
internal static class TextPayload
{
    public static byte[] Write(TextModelConfiguration configuration, ClassifierNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = network.state_dict();
        if (state.TryGetValue(NGramNetwork.Table, out Tensor? table))
        {
            state[NGramNetwork.Table] = HalfPrecision.Shrink(table);
        }

        return ModelPayload.Write(JsonSerializer.SerializeToUtf8Bytes(configuration, PayloadJson.Default.TextModelConfiguration), state);
    }

    /// <summary>Builds the model that <paramref name="parts"/> hold.</summary>
    /// <exception cref="InvalidDataException">They are no such model.</exception>
    public static TextClassifier Read(ModelPayload parts, Device device)
    {
        TextModelConfiguration configuration = Configuration(parts.Configuration);
        configuration.Validate();
        LabelValues labels = LabelValues.Parse(configuration.LabelKind, configuration.Classes(), configuration.LabelNames);
        ITextInput input = TextModel.CreateInput(configuration);
        if (configuration.LeastWeights() is var least && least > parts.WeightCount)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has at least {least} weights, the file holds {parts.WeightCount}."));
        }

        ClassifierNetwork network = TextModel.CreateNetwork(configuration);
        try
        {
            parts.LoadInto(network);
            network.Settle(device);
            network.eval();
            return new TextClassifier(network, configuration, input, labels, device);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static TextModelConfiguration Configuration(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, PayloadJson.Default.TextModelConfiguration) ?? throw new InvalidDataException("The model's configuration is incomplete.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The model's configuration is not valid JSON of the expected form.", error);
        }
    }
}

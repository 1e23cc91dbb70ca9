using System.Globalization;
using System.Text.Json;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>An image model as bytes, and back.</summary>
internal static class ImagePayload
{
    public static byte[] Write(ImageModelConfiguration configuration, ClassifierNetwork network) =>
        ModelPayload.Write(JsonSerializer.SerializeToUtf8Bytes(configuration, PayloadJson.Default.ImageModelConfiguration), network.state_dict());

    /// <summary>Builds the model that <paramref name="parts"/> hold.</summary>
    /// <exception cref="InvalidDataException">They are no such model.</exception>
    public static ImageClassifier Read(ModelPayload parts, Device device)
    {
        ImageModelConfiguration configuration = Configuration(parts.Configuration);
        configuration.Validate();
        if (configuration.Network.LeastWeights() is var least && least > parts.WeightCount)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The model's network has at least {least} weights, the file holds {parts.WeightCount}."));
        }

        LabelValues labels = LabelValues.Parse(configuration.LabelKind, configuration.Network.Classes, configuration.LabelNames);
        ImageNetwork network = ImageNetworkFactory.Create(configuration.Network);
        try
        {
            parts.LoadInto(network);
            network.Settle(device);
            network.eval();
            return new ImageClassifier(network, configuration, labels, device);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static ImageModelConfiguration Configuration(ReadOnlyMemory<byte> json)
    {
        try
        {
            ImageModelConfiguration? configuration = JsonSerializer.Deserialize(json.Span, PayloadJson.Default.ImageModelConfiguration);
            return configuration is { Network: not null, Columns: { Feature: not null, Score: not null, PredictedLabel: not null }, LabelKind: not null, LabelNames: { } names } && names.All(name => name is not null)
                ? configuration
                : throw new InvalidDataException("The model's configuration is incomplete.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The model's configuration is not valid JSON of the expected form.", error);
        }
    }
}

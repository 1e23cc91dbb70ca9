using System.Globalization;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Transformer;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;

namespace Muon.MLNet.Onnx;

/// <summary>Turns a trained classifier into a graph from what it reads to the probabilities of the classes.</summary>
internal static class OnnxExport
{
    private const string Batch = "batch";

    /// <exception cref="NotSupportedException">The network is one of the user's own.</exception>
    public static OnnxGraph Create(IClassifier classifier)
    {
        using WeightLock.Held held = classifier.WeightLock.Read();
        OnnxGraph graph = new();
        string scores = classifier switch
        {
            ImageClassifier images => Images(graph, images),
            TextClassifier texts => Texts(graph, texts),
            _ => throw new NotSupportedException($"There is no ONNX form of {classifier.GetType().Name}."),
        };
        string classes = classifier.Labels.Count.ToString(CultureInfo.InvariantCulture);
        graph.Output(classifier.Columns.Score, scores, [Batch, classes], "The probabilities of the classes, in the order of the metadata 'labels'.");
        foreach ((string name, string text) in ModelFacts.Of(classifier))
        {
            graph.Metadata[name] = text;
        }

        graph.Metadata["inputs"] = string.Join("; ", graph.Inputs.Select(input => $"{input.Name}: {input.Documentation}"));
        return graph;
    }

    private static string Images(OnnxGraph graph, ImageClassifier classifier)
    {
        ImageNetworkConfiguration network = classifier.Configuration.Network;
        OnnxLayers layers = new(graph, classifier.Network.state_dict());
        string pixels = OnnxPixels.Add(layers, classifier.Configuration);
        bool mirrors = classifier.Configuration.TestTimeFlip;
        string x = mirrors ? OnnxPixels.WithMirror(layers, pixels, network.Width) : pixels;
        string logits = network.Architecture switch
        {
            ImageArchitecture.SmallConvNet => OnnxConvolutional.SmallConvNet(layers, network, x),
            ImageArchitecture.SmallResNet => OnnxConvolutional.SmallResNet(layers, x),
            ImageArchitecture.ResNet18 or ImageArchitecture.ResNet34 or ImageArchitecture.ResNet50 => OnnxConvolutional.ResNet(layers, network, x),
            ImageArchitecture.VitTiny => OnnxVisionTransformer.Add(layers, network, VisionTransformerSize.Tiny, x),
            ImageArchitecture.VitSmall => OnnxVisionTransformer.Add(layers, network, VisionTransformerSize.Small, x),
            _ => throw Unknown(network.CustomName),
        };
        string scores = layers.Softmax(logits);
        return mirrors ? OnnxPixels.Average(layers, scores, network.Classes) : scores;
    }

    private static string Texts(OnnxGraph graph, TextClassifier classifier)
    {
        TextModelConfiguration configuration = classifier.Configuration;
        if (configuration.Custom is not null)
        {
            throw Unknown(configuration.CustomName);
        }

        OnnxLayers layers = new(graph, classifier.Network.state_dict());
        if (configuration.NGramNetwork is { } ngrams)
        {
            string rows = graph.Input("Rows", OnnxType.Int64, [Batch, "features"], "the rows of a text's features, the places of their hashes in the metadata 'features' (base64 of uint32, little endian); any row as padding");
            string counts = graph.Input("Counts", OnnxType.Float, [Batch, "features"], "how often each feature occurs in the text; 0 for padding");
            return layers.Softmax(OnnxNGrams.Add(layers, ngrams, rows, counts));
        }

        int most = configuration.Encoder?.MaxLength ?? configuration.Bert!.MaxLength;
        int padding = configuration.Encoder?.PaddingId ?? configuration.Bert!.PaddingId;
        string tokens = graph.Input("Tokens", OnnxType.Int64, [Batch, "2", "length"], string.Create(CultureInfo.InvariantCulture, $"[:, 0] token ids of the metadata 'tokenizer', {padding} as padding at the right end, at most {most}; [:, 1] segments, 1 for the second text of a pair, else 0"));
        return layers.Softmax(configuration.Encoder is { } encoder ? OnnxTextEncoder.Add(layers, encoder, tokens) : OnnxBert.Add(layers, configuration.Bert!, tokens));
    }

    private static NotSupportedException Unknown(string? name) =>
        new($"The network '{name ?? "without a name"}' is one of your own, whose operations are not known here. Export one of the built-in architectures, or write its weights with SaveWeights.");
}

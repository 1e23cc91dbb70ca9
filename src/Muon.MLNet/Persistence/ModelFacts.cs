using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muon.MLNet.Images;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text;

namespace Muon.MLNet.Persistence;

/// <summary>What other programs have to know about a model besides its weights, as text by name: the metadata of ONNX files and weights files.</summary>
internal static class ModelFacts
{
    public const string Labels = "labels";
    public const string Features = "features";
    public const string NGrams = "ngrams";
    public const string Tokenizer = "tokenizer";
    public const string Tokens = "tokens";

    // Names stay readable: the text is metadata, never HTML.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The classes (a JSON list, in the order of the scores), the column of the prediction, the network; of texts the features, or the
    /// tokenizer with its vocabulary, and how it is used.
    /// </summary>
    public static Dictionary<string, string> Of(IClassifier classifier)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal)
        {
            [Labels] = JsonSerializer.Serialize(classifier.Labels.Names, Plain),
            ["label_column"] = classifier.Columns.PredictedLabel,
            ["architecture"] = Architecture(classifier),
        };
        if (classifier is TextClassifier { Configuration: var configuration })
        {
            AddTexts(facts, configuration);
        }

        return facts;
    }

    /// <summary>The name of the network.</summary>
    public static string Architecture(IClassifier classifier) =>
        classifier is ImageClassifier images ? images.Configuration.Network.Architecture.ToString() : classifier.Network.GetName();

    private static void AddTexts(Dictionary<string, string> facts, TextModelConfiguration configuration)
    {
        if (configuration.NGrams is { } ngrams)
        {
            facts[Features] = Convert.ToBase64String(configuration.Features!);
            facts[NGrams] = JsonSerializer.Serialize(ngrams, PayloadJson.Default.NGramSettings);
        }
        else
        {
            facts[Tokenizer] = Encoding.UTF8.GetString(configuration.Tokenizer!);
            facts[Tokens] = JsonSerializer.Serialize(configuration.Tokens, PayloadJson.Default.TokenSettings);
        }
    }
}

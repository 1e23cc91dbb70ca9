using System.Text.Json;

namespace Muon.MLNet.Networks.Text.Bert;

/// <summary>Reads the <c>config.json</c> that lies beside published weights.</summary>
internal static class BertConfigurationFile
{
    private const double BertEpsilon = 1e-12;
    private const string Gelu = "gelu";

    /// <param name="path">The file.</param>
    /// <param name="classes">Number of classes; the file's own head is not used.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or describes a network that cannot be built.</exception>
    public static BertConfiguration Read(string path, int classes)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? Build(new JsonSettings(path, document.RootElement), classes)
                : throw new InvalidDataException($"'{path}' is not the configuration of a network: it must be a JSON object.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is not JSON: {error.Message}", error);
        }
    }

    private static BertConfiguration Build(JsonSettings file, int classes)
    {
        BertFamily family = file.Text("model_type", null) switch
        {
            "bert" => BertFamily.Bert,
            "roberta" => BertFamily.Roberta,
            "distilbert" => BertFamily.DistilBert,
            { } other => throw file.Unknown("model_type", other, "bert, roberta or distilbert"),
        };
        bool isDistilled = family is BertFamily.DistilBert;
        Require(file, isDistilled ? "activation" : "hidden_act", Gelu);
        Require(file, "position_embedding_type", "absolute");
        BertConfiguration configuration = new(
            classes,
            family,
            VocabularySize: file.Integer("vocab_size"),
            Width: file.Integer(isDistilled ? "dim" : "hidden_size"),
            Depth: file.Integer(isDistilled ? "n_layers" : "num_hidden_layers"),
            Heads: file.Integer(isDistilled ? "n_heads" : "num_attention_heads"),
            Inner: file.Integer(isDistilled ? "hidden_dim" : "intermediate_size"),
            Positions: file.Integer("max_position_embeddings"),
            Segments: isDistilled ? 0 : file.Integer("type_vocab_size"),
            PaddingId: file.Integer("pad_token_id", family is BertFamily.Roberta ? 1 : 0),
            Epsilon: isDistilled ? BertEpsilon : file.Number("layer_norm_eps", BertEpsilon),
            Dropout: file.Number(isDistilled ? "dropout" : "hidden_dropout_prob", 0.1));
        try
        {
            configuration.Validate();
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{file.Path}' describes a network that cannot be built. {error.Message}", error);
        }

        return configuration;
    }

    private static void Require(JsonSettings file, string name, string known)
    {
        string value = file.Text(name, known);
        if (!string.Equals(value, known, StringComparison.Ordinal))
        {
            throw file.Unknown(name, value, known);
        }
    }
}

using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Text.Tokenization;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>Builds the parts that a configuration describes.</summary>
internal static class TextModel
{
    /// <summary>Builds what reads the texts.</summary>
    /// <exception cref="InvalidDataException">The vocabulary is damaged, or does not fit the network.</exception>
    public static ITextInput CreateInput(TextModelConfiguration configuration)
    {
        if (configuration.NGrams is { } ngrams)
        {
            uint[] features = NGramVocabulary.Read(configuration.Features!);
            return features.Distinct().Count() == features.Length
                ? new NGramInput(ngrams, features)
                : throw new InvalidDataException("The model has a feature twice.");
        }

        ITextTokenizer tokenizer = TokenizerPayload.Read(configuration.Tokenizer);
        int rows = configuration.Encoder?.VocabularySize ?? configuration.Bert?.VocabularySize ?? configuration.Custom!.VocabularySize;
        int padding = configuration.Encoder?.PaddingId ?? configuration.Bert?.PaddingId ?? configuration.Custom!.PaddingId;
        bool fits = configuration.Bert is null ? tokenizer.VocabularySize == rows : tokenizer.VocabularySize <= rows; // Pretrained tables have spare rows.
        return fits && tokenizer.PaddingId == padding
            ? new TokenInput(tokenizer, configuration.Tokens!)
            : throw new InvalidDataException($"The model's vocabulary has {tokenizer.VocabularySize} tokens and pads with id {tokenizer.PaddingId}, its network knows {rows} tokens and pads with id {padding}.");
    }

    /// <summary>Builds the network, with weights to be loaded or trained.</summary>
    /// <param name="configuration">What to build.</param>
    /// <param name="custom">Builds a network of the user's own; with null it is looked up in <see cref="MuonNetworks"/>.</param>
    /// <exception cref="InvalidOperationException">The user's network is not known, or was not built.</exception>
    public static ClassifierNetwork CreateNetwork(TextModelConfiguration configuration, Func<TextNetworkShape, nn.Module<Tensor, Tensor>>? custom = null) => configuration switch
    {
        { NGramNetwork: { } ngrams } => new NGramNetwork(ngrams),
        { Encoder: { } encoder } => new TextEncoder(encoder),
        { Bert: { } bert } => new BertEncoder(bert),
        { Custom: { } shape } => new CustomTextNetwork(shape, (custom ?? MuonNetworks.FindText(configuration.CustomName!))(shape)),
        _ => throw new InvalidDataException("The model's configuration has no network."),
    };
}

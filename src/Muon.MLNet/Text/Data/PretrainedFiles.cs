using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Text;

/// <summary>The files that belong to pretrained weights: those that the options name, else those beside the weights.</summary>
internal static class PretrainedFiles
{
    /// <summary>The path of <c>config.json</c>.</summary>
    public static string Configuration(MuonTextClassificationTrainer.Options options) =>
        options.PretrainedConfiguration ?? Beside(options.PretrainedWeights!, "config.json");

    /// <summary>Reads the vocabulary.</summary>
    /// <param name="options">Which files.</param>
    /// <param name="network">The network that it must fit, where that is known.</param>
    /// <exception cref="FileNotFoundException">There is no vocabulary.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another kind, or not that of the network.</exception>
    public static ITextTokenizer Tokenizer(MuonTextClassificationTrainer.Options options, BertConfiguration? network)
    {
        (string vocabulary, string? merges) = Find(options);
        ITextTokenizer tokenizer = merges is null
            ? WordPieceFileTokenizer.Read(vocabulary, expectedEntries: network?.VocabularySize)
            : BytePairFileTokenizer.Read(vocabulary, merges, options.DictionaryFile);
        if (network is not null && (tokenizer.VocabularySize > network.VocabularySize || tokenizer.PaddingId != network.PaddingId))
        {
            throw new InvalidDataException(
                $"The vocabulary '{vocabulary}' has {tokenizer.VocabularySize} tokens and pads with id {tokenizer.PaddingId}, but the pretrained network knows {network.VocabularySize} tokens and pads with id {network.PaddingId}. Give the vocabulary that the weights were trained with{(merges is null ? "" : "; fairseq's RoBERTa needs DictionaryFile too")}.");
        }

        return tokenizer;
    }

    private static (string Vocabulary, string? Merges) Find(MuonTextClassificationTrainer.Options options)
    {
        if (options.VocabularyFile is { } given)
        {
            return (given, options.MergesFile);
        }

        string place = options.PretrainedWeights ?? options.PretrainedConfiguration!;
        string words = Beside(place, "vocab.txt"), pairs = Beside(place, "vocab.json"), merges = Beside(place, "merges.txt");
        return File.Exists(words) ? (words, null)
            : File.Exists(pairs) && File.Exists(merges) ? (pairs, merges)
            : throw new FileNotFoundException($"There is no vocabulary beside '{place}': neither vocab.txt nor vocab.json with merges.txt. Set VocabularyFile, and MergesFile for byte pairs.", words);
    }

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
}

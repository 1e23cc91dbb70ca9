using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Text;

/// <summary>What is decided from the options and the training texts.</summary>
internal static class TextPlan
{
    private const int NGramWords = 1_000;
    private const int SentenceTokens = 128;
    private const int PairTokens = 256;
    private const double NGramDropRate = 0.2;
    private const double EncoderDropRate = 0.1;

    /// <summary>The share of a text that training leaves out.</summary>
    public static double DropRate(MuonTextClassificationTrainer.Options options) => options.TokenDropout ?? options.Chosen switch
    {
        TextArchitecture.NGram => NGramDropRate,
        TextArchitecture.Encoder => EncoderDropRate,
        _ => 0,
    };

    /// <summary>Chooses network and vocabulary.</summary>
    /// <param name="options">The trainer's options.</param>
    /// <param name="labels">The labels' values.</param>
    /// <param name="texts">The training texts, for a vocabulary that is learned.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or files do not fit each other.</exception>
    public static TextModelConfiguration Create(MuonTextClassificationTrainer.Options options, Prediction.LabelValues labels, IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts)
    {
        TextModelConfiguration common = new(TextModelConfiguration.TextTask, MuonTextClassificationTrainer.Columns(options), labels.Kind, labels.Names);
        return options.Chosen switch
        {
            TextArchitecture.NGram => NGram(common, options, labels.Count, texts),
            TextArchitecture.Bert => Bert(common, options, labels.Count),
            TextArchitecture.Encoder => Encoder(common, options, labels.Count, texts),
            _ => Custom(common, options, labels.Count, texts),
        };
    }

    private static TextModelConfiguration NGram(TextModelConfiguration common, MuonTextClassificationTrainer.Options options, int classes, IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts)
    {
        NGramOptions ngrams = options.NGrams;
        NGramSettings settings = new(ngrams.WordPairs, ngrams.MinCharacters, ngrams.MaxCharacters, ngrams.LowerCase, options.MaxLength ?? NGramWords);
        uint[] features = NGramVocabulary.Learn(settings, texts, ngrams.MinTexts, ngrams.MaxFeatures, options.CancellationToken);
        return common with
        {
            NGrams = settings,
            Features = NGramVocabulary.Write(features),
            NGramNetwork = new NGramNetworkConfiguration(features.Length, classes, ngrams.Width, ngrams.Hidden, ngrams.Depth, ngrams.Dropout),
        };
    }

    private static TextModelConfiguration Encoder(TextModelConfiguration common, MuonTextClassificationTrainer.Options options, int classes, IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts)
    {
        (ITextTokenizer tokenizer, TokenSettings settings) = Tokenizer(options, texts);
        TextEncoderOptions encoder = options.Encoder;
        return common with
        {
            Tokens = settings,
            Tokenizer = tokenizer.ToPayload(),
            Encoder = new TextNetworkConfiguration(
                tokenizer.VocabularySize, tokenizer.PaddingId, classes, encoder.Width, encoder.Depth, encoder.Heads, settings.MaxLength, encoder.Positions, encoder.Pooling, encoder.Dropout),
        };
    }

    private static TextModelConfiguration Custom(TextModelConfiguration common, MuonTextClassificationTrainer.Options options, int classes, IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts)
    {
        (ITextTokenizer tokenizer, TokenSettings settings) = Tokenizer(options, texts);
        return common with
        {
            Tokens = settings,
            Tokenizer = tokenizer.ToPayload(),
            Custom = new TextNetworkShape(tokenizer.VocabularySize, tokenizer.PaddingId, settings.MaxLength, classes),
            CustomName = options.CustomNetworkName,
        };
    }

    private static TextModelConfiguration Bert(TextModelConfiguration common, MuonTextClassificationTrainer.Options options, int classes)
    {
        BertConfiguration network = BertConfigurationFile.Read(PretrainedFiles.Configuration(options), classes);
        ITextTokenizer tokenizer = PretrainedFiles.Tokenizer(options, network);
        if (network.MaxLength < TokenSettings.LeastLength)
        {
            throw new InvalidDataException($"'{PretrainedFiles.Configuration(options)}' describes a network for texts of {network.MaxLength} tokens; at least {TokenSettings.LeastLength} are needed.");
        }

        bool isRoberta = network.Family is BertFamily.Roberta;
        int length = options.MaxLength ?? Math.Min(network.MaxLength, options.Sentence2ColumnName is null ? SentenceTokens : PairTokens);
        if (length > network.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(options.MaxLength), length, $"MaxLength must be at most {network.MaxLength}: the pretrained network knows no more positions.");
        }

        return common with
        {
            Tokens = new TokenSettings(length, HasSegments: network.Segments > 1, DoubleSeparator: isRoberta),
            Tokenizer = tokenizer.ToPayload(),
            Bert = network,
        };
    }

    private static (ITextTokenizer Tokenizer, TokenSettings Settings) Tokenizer(MuonTextClassificationTrainer.Options options, IReadOnlyList<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> texts)
    {
        ITextTokenizer tokenizer = options.VocabularyFile is null
            ? LearnedBytePairTokenizer.Learn(texts.SelectMany(text => new[] { text.First, text.Second }), new LearnedBytePairOptions { VocabularySize = options.Encoder.VocabularySize, LowerCase = options.Encoder.LowerCase }, options.CancellationToken)
            : PretrainedFiles.Tokenizer(options, network: null);
        int length = options.MaxLength ?? (options.Sentence2ColumnName is null ? SentenceTokens : PairTokens);
        return (tokenizer, new TokenSettings(length, HasSegments: false, DoubleSeparator: false));
    }
}

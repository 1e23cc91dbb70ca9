using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Prediction;
using Muon.MLNet.Text.Tokenization;
using Muon.MLNet.Training.Continuation;

namespace Muon.MLNet.Text;

/// <summary>The text model from which training goes on: its vocabulary or features are kept, and what reads them.</summary>
/// <param name="classifier">The model.</param>
internal sealed class PreviousTexts(TextClassifier classifier)
{
    private static readonly NGramOptions NGramDefaults = new();
    private static readonly TextEncoderOptions EncoderDefaults = new();

    private readonly TextModelConfiguration _model = classifier.Configuration;
    private readonly ClassifierNetwork _network = classifier.Network;

    public TextClassifier Classifier => classifier;

    /// <summary>Gets a value indicating whether the network was once trained elsewhere, for which a low learning rate is right.</summary>
    public bool IsFineTuned => _network is BertEncoder;

    private TextArchitecture Architecture => _model switch
    {
        { NGramNetwork: not null } => TextArchitecture.NGram,
        { Encoder: not null } => TextArchitecture.Encoder,
        { Bert: not null } => TextArchitecture.Bert,
        _ => TextArchitecture.Custom,
    };

    /// <summary>The options with the model's values where they leave it the choice.</summary>
    /// <exception cref="ArgumentException">They contradict the model.</exception>
    /// <exception cref="InvalidDataException">A vocabulary file is damaged.</exception>
    public MuonTextClassificationTrainer.Options Complete(MuonTextClassificationTrainer.Options options)
    {
        TextArchitecture wanted = options.PretrainedWeights is null ? options.Architecture : options.Chosen;
        ModelAgreement agreement = new ModelAgreement()
            .Option(nameof(options.Architecture), wanted, TextArchitecture.Auto, Architecture)
            .Option(nameof(options.MaxLength), options.MaxLength, null, _model.NGrams?.MaxLength ?? _model.Tokens!.MaxLength);
        if (options.Sentence2ColumnName is null != _model.Columns.SecondFeature is null)
        {
            agreement.Same(nameof(options.Sentence2ColumnName), options.Sentence2ColumnName, _model.Columns.SecondFeature);
        }

        CompareNGrams(agreement, options.NGrams);
        CompareEncoder(agreement, options.Encoder);
        if (options.VocabularyFile is not null && Architecture is not TextArchitecture.NGram)
        {
            CompareVocabulary(agreement, options);
        }

        agreement.Require();
        MuonTextClassificationTrainer.Options complete = options.Copy();
        complete.Architecture = Architecture;
        complete.MaxLength = _model.NGrams?.MaxLength ?? _model.Tokens!.MaxLength;
        complete.CustomNetworkName = options.CustomNetworkName ?? _model.CustomName;
        complete.PretrainedWeights = null;
        return complete;
    }

    /// <summary>The model's configuration for other classes.</summary>
    public TextModelConfiguration Configuration(MuonTextClassificationTrainer.Options complete, LabelValues labels) => _model with
    {
        Columns = MuonTextClassificationTrainer.Columns(complete),
        LabelKind = labels.Kind,
        LabelNames = labels.Names,
        NGramNetwork = _model.NGramNetwork is { } ngrams ? ngrams with { Classes = labels.Count, Dropout = Dropout(complete.NGrams.Dropout, NGramDefaults.Dropout, ngrams.Dropout) } : null,
        Encoder = _model.Encoder is { } encoder ? encoder with { Classes = labels.Count, Dropout = Dropout(complete.Encoder.Dropout, EncoderDefaults.Dropout, encoder.Dropout) } : null,
        Bert = _model.Bert is { } bert ? bert with { Classes = labels.Count } : null,
        Custom = _model.Custom is { } custom ? custom with { Classes = labels.Count } : null,
        CustomName = complete.CustomNetworkName,
    };

    private static double Dropout(double value, double byDefault, double model) => value.Equals(byDefault) ? model : value;

    private void CompareNGrams(ModelAgreement agreement, NGramOptions options)
    {
        if (_model is { NGrams: { } features, NGramNetwork: { } network })
        {
            agreement
                .Option(Name(nameof(options.WordPairs)), options.WordPairs, NGramDefaults.WordPairs, features.WordPairs)
                .Option(Name(nameof(options.MinCharacters)), options.MinCharacters, NGramDefaults.MinCharacters, features.MinCharacters)
                .Option(Name(nameof(options.MaxCharacters)), options.MaxCharacters, NGramDefaults.MaxCharacters, features.MaxCharacters)
                .Option(Name(nameof(options.LowerCase)), options.LowerCase, NGramDefaults.LowerCase, features.LowerCase)
                .Option(Name(nameof(options.Width)), options.Width, NGramDefaults.Width, network.Width)
                .Option(Name(nameof(options.Hidden)), options.Hidden, NGramDefaults.Hidden, network.Hidden)
                .Option(Name(nameof(options.Depth)), options.Depth, NGramDefaults.Depth, network.Depth);
        }

        static string Name(string option) => $"{nameof(MuonTextClassificationTrainer.Options.NGrams)}.{option}";
    }

    private void CompareEncoder(ModelAgreement agreement, TextEncoderOptions options)
    {
        if (_model.Encoder is { } network)
        {
            agreement
                .Option(Name(nameof(options.Width)), options.Width, EncoderDefaults.Width, network.Width)
                .Option(Name(nameof(options.Depth)), options.Depth, EncoderDefaults.Depth, network.Depth)
                .Option(Name(nameof(options.Heads)), options.Heads, EncoderDefaults.Heads, network.Heads)
                .Option(Name(nameof(options.Positions)), options.Positions, EncoderDefaults.Positions, network.Positions)
                .Option(Name(nameof(options.Pooling)), options.Pooling, EncoderDefaults.Pooling, network.Pooling);
        }

        if (_model.Tokenizer is { } payload && TokenizerPayload.Read(payload) is LearnedBytePairTokenizer learned)
        {
            agreement.Option(Name(nameof(options.LowerCase)), options.LowerCase, EncoderDefaults.LowerCase, learned.LowerCase);
        }

        static string Name(string option) => $"{nameof(MuonTextClassificationTrainer.Options.Encoder)}.{option}";
    }

    private void CompareVocabulary(ModelAgreement agreement, MuonTextClassificationTrainer.Options options)
    {
        ITextTokenizer given = PretrainedFiles.Tokenizer(options, network: null);
        if (!given.ToPayload().AsSpan().SequenceEqual(_model.Tokenizer))
        {
            agreement.Same(nameof(options.VocabularyFile), $"'{options.VocabularyFile}' ({Describe(given)})", $"another vocabulary ({Describe(TokenizerPayload.Read(_model.Tokenizer))})");
        }
    }

    private static string Describe(ITextTokenizer tokenizer) => tokenizer switch
    {
        LearnedBytePairTokenizer => $"{tokenizer.VocabularySize} learned byte pairs",
        WordPieceFileTokenizer => $"{tokenizer.VocabularySize} word pieces",
        _ => $"{tokenizer.VocabularySize} byte pairs",
    };
}

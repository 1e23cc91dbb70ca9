using Muon.MLNet.Networks.Text;
using Muon.MLNet.Text;

namespace Muon.MLNet;

/// <content>Checks of the options.</content>
public sealed partial class MuonTextClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Gets the architecture to build where <see cref="TextArchitecture.Auto"/> was asked for.</summary>
        internal TextArchitecture Chosen => Architecture is not TextArchitecture.Auto ? Architecture
            : PretrainedWeights is null ? TextArchitecture.NGram
            : TextArchitecture.Bert;

        internal override void Validate()
        {
            OptionChecks.Name(SentenceColumnName, nameof(SentenceColumnName));
            if (Sentence2ColumnName is not null)
            {
                OptionChecks.Name(Sentence2ColumnName, nameof(Sentence2ColumnName));
                if (string.Equals(Sentence2ColumnName, SentenceColumnName, StringComparison.Ordinal))
                {
                    throw new ArgumentException($"SentenceColumnName and Sentence2ColumnName are both '{SentenceColumnName}'; they must differ. For single texts leave Sentence2ColumnName null.", nameof(Sentence2ColumnName));
                }
            }

            OptionChecks.Defined(Architecture, nameof(Architecture));
            OptionChecks.InRange(MaxLength ?? TokenSettings.LeastLength, TokenSettings.LeastLength, TextNetworkConfiguration.MaxTokens, nameof(MaxLength));
            OptionChecks.Fraction(TokenDropout ?? 0, nameof(TokenDropout));
            ArgumentNullException.ThrowIfNull(NGrams);
            ArgumentNullException.ThrowIfNull(Encoder);
            NGrams.Validate();
            Encoder.Validate();
            ValidateCustom();
            ValidateFiles();
            base.Validate();
        }

        private void ValidateCustom()
        {
            if (CustomNetwork is not null != (Architecture == TextArchitecture.Custom))
            {
                throw new ArgumentException(
                    $"Architecture is {Architecture} and CustomNetwork is {(CustomNetwork is null ? "null" : "set")}; a network of your own needs Architecture = TextArchitecture.Custom and CustomNetwork, any other neither.", nameof(CustomNetwork));
            }

            if (CustomNetworkName is not null && (CustomNetwork is null || string.IsNullOrWhiteSpace(CustomNetworkName)))
            {
                throw new ArgumentException($"CustomNetworkName is '{CustomNetworkName}'; it needs a CustomNetwork and must not be blank.", nameof(CustomNetworkName));
            }
        }

        private void ValidateFiles()
        {
            if (Chosen is TextArchitecture.Bert && PretrainedWeights is null && PretrainedConfiguration is null)
            {
                throw new ArgumentException(
                    "Architecture is Bert, but PretrainedWeights and PretrainedConfiguration are null: the size of the network is not known. Set PretrainedWeights to a .safetensors file with config.json beside it, or choose TextArchitecture.Encoder to train from scratch.", nameof(PretrainedWeights));
            }

            if (PretrainedConfiguration is not null && Chosen is (TextArchitecture.Encoder or TextArchitecture.Custom))
            {
                throw new ArgumentException($"PretrainedConfiguration is '{PretrainedConfiguration}', but Architecture is {Architecture}, whose size it does not give; only TextArchitecture.Bert reads it.", nameof(PretrainedConfiguration));
            }

            if (MergesFile is not null && VocabularyFile is null)
            {
                throw new ArgumentException($"MergesFile is '{MergesFile}', but VocabularyFile is null; byte pairs need both.", nameof(MergesFile));
            }

            if (DictionaryFile is not null && MergesFile is null)
            {
                throw new ArgumentException($"DictionaryFile is '{DictionaryFile}', but MergesFile is null; it orders the tokens of VocabularyFile and MergesFile.", nameof(DictionaryFile));
            }

            if (Chosen is TextArchitecture.NGram && (VocabularyFile ?? PretrainedWeights ?? PretrainedConfiguration) is { } file)
            {
                throw new ArgumentException($"Architecture is {Architecture}, which reads no vocabulary and no weights, but '{file}' was given. Set Architecture to Bert, Encoder or Custom, or leave the files null.", nameof(Architecture));
            }
        }
    }
}

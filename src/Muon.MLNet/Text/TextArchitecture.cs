namespace Muon.MLNet;

/// <summary>A built-in text network, or one of your own.</summary>
public enum TextArchitecture
{
    /// <summary>
    /// <see cref="Bert"/> where <see cref="MuonTrainerOptions.PretrainedWeights"/> are given, else <see cref="NGram"/>, which learns fastest and, from
    /// some thousand texts, best.
    /// </summary>
    Auto,

    /// <summary>Hashed words, word pairs and runs of characters, summed, in front of hidden layers. Needs no tokenizer, knows no order beyond pairs.</summary>
    NGram,

    /// <summary>A pre-norm transformer encoder on byte pairs that are learned on the training texts.</summary>
    Encoder,

    /// <summary>BERT, RoBERTa or DistilBERT, as the configuration file beside the weights says, with its own vocabulary.</summary>
    Bert,

    /// <summary>The network that <see cref="MuonTextClassificationTrainer.Options.CustomNetwork"/> builds, on token ids.</summary>
    Custom,
}

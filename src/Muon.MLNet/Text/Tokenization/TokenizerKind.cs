namespace Muon.MLNet.Text.Tokenization;

/// <summary>How text is divided into tokens.</summary>
internal enum TokenizerKind
{
    /// <summary>Byte pairs that were learned on the training texts.</summary>
    Learned,

    /// <summary>BERT's pieces of words.</summary>
    WordPiece,

    /// <summary>The byte pairs of GPT-2 and RoBERTa.</summary>
    BytePair,
}

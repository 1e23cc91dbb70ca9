using static TorchSharp.torch;

namespace Muon.MLNet;

/// <content>The network and its vocabulary.</content>
public sealed partial class MuonTextClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Gets or sets the network to train.</summary>
        /// <value>The default value is <see cref="TextArchitecture.Auto"/>.</value>
        public TextArchitecture Architecture { get; set; } = TextArchitecture.Auto;

        /// <summary>Gets or sets the features and the size of <see cref="TextArchitecture.NGram"/>.</summary>
        /// <value>The default value is a new <see cref="NGramOptions"/>.</value>
        public NGramOptions NGrams { get; set; } = new();

        /// <summary>Gets or sets the size of <see cref="TextArchitecture.Encoder"/>, and the vocabulary that is learned.</summary>
        /// <value>The default value is a new <see cref="TextEncoderOptions"/>.</value>
        public TextEncoderOptions Encoder { get; set; } = new();

        /// <summary>
        /// Gets or sets the path of the configuration of pretrained weights, Hugging Face's <c>config.json</c>.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: <c>config.json</c> beside <see cref="MuonTrainerOptions.PretrainedWeights"/>.</value>
        public string? PretrainedConfiguration { get; set; }

        /// <summary>
        /// Gets or sets the path of a vocabulary: BERT's <c>vocab.txt</c>, or the <c>encoder.json</c> or <c>vocab.json</c> of GPT-2 and RoBERTa, which needs
        /// <see cref="MergesFile"/> too.
        /// </summary>
        /// <value>
        /// The default value is <see langword="null"/>: beside pretrained weights, <c>vocab.txt</c>, or <c>vocab.json</c> and <c>merges.txt</c>; without them it
        /// is learned on the training texts. <see cref="TextArchitecture.NGram"/> needs none.
        /// </value>
        public string? VocabularyFile { get; set; }

        /// <summary>Gets or sets the path of the merges that belong to a vocabulary of byte pairs, <c>vocab.bpe</c> or <c>merges.txt</c>.</summary>
        /// <value>The default value is <see langword="null"/>.</value>
        public string? MergesFile { get; set; }

        /// <summary>Gets or sets the path of fairseq's <c>dict.txt</c>, which gives the tokens of <c>encoder.json</c> RoBERTa's ids.</summary>
        /// <value>The default value is <see langword="null"/>: ids as the vocabulary has them.</value>
        public string? DictionaryFile { get; set; }

        /// <summary>
        /// Gets or sets a function that builds a network of your own: a module that maps token ids, int64 (batch, length), to logits (batch, classes).
        /// </summary>
        /// <value>The default value is <see langword="null"/>. Set it together with <see cref="TextArchitecture.Custom"/>.</value>
        public Func<TextNetworkShape, nn.Module<Tensor, Tensor>>? CustomNetwork { get; set; }

        /// <summary>
        /// Gets or sets the name under which <see cref="CustomNetwork"/> is found when the model is loaded: a program that loads it
        /// calls <see cref="MuonNetworks.RegisterText"/> with this name first.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: the model can be used, but not saved.</value>
        public string? CustomNetworkName { get; set; }
    }
}

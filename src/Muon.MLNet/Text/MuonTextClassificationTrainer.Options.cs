using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

public sealed partial class MuonTextClassificationTrainer
{
    /// <summary>The options of <see cref="MuonTextClassificationTrainer"/>. They are checked when the trainer is created.</summary>
    public sealed partial class Options : MuonTrainerOptions
    {
        private const int DefaultEpochs = 10;
        private const int DefaultBatchSize = 64;
        private const double DefaultLabelSmoothing = 0.1;

        /// <summary>Initializes options with the default values.</summary>
        public Options()
            : base(DefaultEpochs, DefaultBatchSize, DefaultLabelSmoothing)
        {
        }

        /// <summary>Gets or sets the name of the text column.</summary>
        /// <value>The default value is <c>Sentence</c>.</value>
        [Required]
        public string SentenceColumnName { get; set; } = "Sentence";

        /// <summary>Gets or sets the name of a second text column, for pairs of texts.</summary>
        /// <value>The default value is <see langword="null"/>: there is one text.</value>
        public string? Sentence2ColumnName { get; set; }

        /// <summary>
        /// Gets or sets how much of a text is read, from its start: words for <see cref="TextArchitecture.NGram"/>, of each text of a pair; tokens for
        /// all others, of both texts together with those at the start, between and at the end. Where a pair is too long, the longer text
        /// loses its end first.
        /// </summary>
        /// <value>
        /// The default value is <see langword="null"/>: 1,000 words; 128 tokens, for pairs 256; with pretrained weights at most as many as these know.
        /// At least 8.
        /// </value>
        [Range(8, 1 << 15)]
        public int? MaxLength { get; set; }

        /// <summary>
        /// Gets or sets the share of features or tokens that training leaves out of each text, drawn anew in each epoch.
        /// </summary>
        /// <value>
        /// The default value is <see langword="null"/>: 0.2 for <see cref="TextArchitecture.NGram"/>, 0.1 for <see cref="TextArchitecture.Encoder"/>, 0
        /// for all others. From 0 up to, but not including, 1.
        /// </value>
        [Range(0.0, 1.0, MaximumIsExclusive = true)]
        public double? TokenDropout { get; set; }

        internal override Options Copy() => (Options)MemberwiseClone();
    }
}

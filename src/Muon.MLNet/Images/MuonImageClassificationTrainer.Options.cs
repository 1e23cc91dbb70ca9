using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

public sealed partial class MuonImageClassificationTrainer
{
    /// <summary>The options of <see cref="MuonImageClassificationTrainer"/>. They are checked when the trainer is created.</summary>
    public sealed partial class Options : MuonTrainerOptions
    {
        private const int DefaultEpochs = 10;
        private const int DefaultBatchSize = 128;

        /// <summary>Initializes options with the default values.</summary>
        public Options()
            : base(DefaultEpochs, DefaultBatchSize, labelSmoothing: 0)
        {
        }

        /// <summary>
        /// Gets or sets the name of the picture column: paths of picture files (text), encoded pictures (vectors of <see cref="byte"/>, as
        /// <c>LoadRawImageBytes</c> gives), images (<see cref="Microsoft.ML.Data.MLImage"/>), or vectors of <see cref="float"/> of known size.
        /// </summary>
        /// <value>The default value is <c>Image</c>.</value>
        [Required]
        public string ImageColumnName { get; set; } = "Image";

        /// <summary>Gets or sets whether predictions are the mean of those of the picture and of its mirror image; it doubles their time.</summary>
        /// <value>The default value is <see langword="false"/>.</value>
        public bool TestTimeFlip { get; set; }

        internal override Options Copy() => (Options)MemberwiseClone();
    }
}

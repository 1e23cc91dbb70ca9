using System.ComponentModel.DataAnnotations;
using Microsoft.ML;

namespace Muon.MLNet;

public sealed partial class MuonImageClassificationTrainer
{
    /// <summary>The options of <see cref="MuonImageClassificationTrainer"/>. They are checked when the trainer is created.</summary>
    public sealed partial class Options
    {
        /// <summary>Gets or sets the name of the label column, a key.</summary>
        /// <value>The default value is <c>Label</c>.</value>
        [Required]
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>
        /// Gets or sets the name of the picture column: paths of picture files (text), encoded pictures (vectors of <see cref="byte"/>, as
        /// <c>LoadRawImageBytes</c> gives), images (<see cref="Microsoft.ML.Data.MLImage"/>), or vectors of <see cref="float"/> of known size.
        /// </summary>
        /// <value>The default value is <c>Image</c>.</value>
        [Required]
        public string ImageColumnName { get; set; } = "Image";

        /// <summary>Gets or sets the name of the output column of probabilities, a vector of <see cref="float"/> with one value per class.</summary>
        /// <value>The default value is <c>Score</c>.</value>
        [Required]
        public string ScoreColumnName { get; set; } = "Score";

        /// <summary>Gets or sets the name of the output column of the most probable class, a key with the label's values.</summary>
        /// <value>The default value is <c>PredictedLabel</c>.</value>
        [Required]
        public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

        /// <summary>
        /// Gets or sets the settings of the optimizer. They are used as they are: a constant learning rate stays constant.
        /// </summary>
        /// <value>
        /// The default value is <see langword="null"/>: the settings that measured best for the built-in network, see
        /// <see cref="DefaultMuonOptions"/>.
        /// </value>
        public MuonOptions? Muon { get; set; }

        /// <summary>Gets or sets the number of passes over the training data.</summary>
        /// <value>The default value is 10. At least 1.</value>
        [Range(1, int.MaxValue)]
        public int MaxEpochs { get; set; } = 10;

        /// <summary>Gets or sets the number of pictures per step. Batches of an epoch differ by at most one picture.</summary>
        /// <value>The default value is 128. At least 1.</value>
        [Range(1, int.MaxValue)]
        public int BatchSize { get; set; } = 128;

        /// <summary>Gets or sets the share of the target that is spread evenly over all classes (Szegedy et al., arXiv:1512.00567).</summary>
        /// <value>The default value is 0. From 0 up to, but not including, 1.</value>
        [Range(0.0, 1.0)]
        public double LabelSmoothing { get; set; }

        /// <summary>Gets or sets the rows of pixels that the network reads; pictures of another size are scaled, see <see cref="Fit"/>. Vectors are not.</summary>
        /// <value>
        /// The default value is <see langword="null"/>: a vector's own size, if that is a square; the size of the pictures, up to 64 (the
        /// median of up to 64 pictures, evenly spread over the rows); 224 for <see cref="ImageArchitecture.ResNet18"/> and larger and for
        /// vision transformers; 96 for other photographs.
        /// </value>
        [Range(1, 4096)]
        public int? ImageHeight { get; set; }

        /// <summary>Gets or sets the columns of pixels that the network reads.</summary>
        /// <value>The default value is <see langword="null"/>, as for <see cref="ImageHeight"/>; set both or none.</value>
        [Range(1, 4096)]
        public int? ImageWidth { get; set; }

        /// <summary>Gets or sets the order of the values in a vector column. Ignored for images.</summary>
        /// <value>The default value is <see cref="PixelLayout.Planar"/>.</value>
        public PixelLayout PixelLayout { get; set; } = PixelLayout.Planar;

        /// <summary>
        /// Gets or sets data of the same columns, by which each epoch is judged; the weights of the best epoch are kept.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: the weights of the last epoch are kept.</value>
        public IDataView? ValidationSet { get; set; }

        /// <summary>
        /// Gets or sets when to stop before <see cref="MaxEpochs"/>. Needs a <see cref="ValidationSet"/> or a <see cref="ValidationFraction"/>.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: all epochs are trained.</value>
        public EarlyStopping? EarlyStopping { get; set; }

        /// <summary>
        /// Gets or sets the seed of initial weights and data order. With the same seed, data, options and number of
        /// threads, training gives the same weights to the last bit.
        /// </summary>
        /// <value>The default value is <see langword="null"/>: drawn from the context, so that its seed decides.</value>
        public int? Seed { get; set; }

        /// <summary>
        /// Gets or sets a token that ends training after the current step. What was learned is kept: the best epoch with a
        /// validation set, else the weights as they are. Cancelled before the first step, <c>Fit</c> throws.
        /// </summary>
        /// <value>The default value is <see cref="CancellationToken.None"/>.</value>
        public CancellationToken CancellationToken { get; set; }

        /// <summary>Gets or sets a function that is called after each step, on the training thread.</summary>
        /// <value>The default value is <see langword="null"/>.</value>
        public Action<TrainingStepArguments>? OnStep { get; set; }

        /// <summary>Gets or sets a function that is called after each epoch, on the training thread.</summary>
        /// <value>The default value is <see langword="null"/>.</value>
        public Action<EpochEndArguments>? OnEpochEnd { get; set; }

        /// <summary>Gets or sets the clock behind times and rates.</summary>
        internal TimeProvider Clock { get; set; } = TimeProvider.System;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.ML;

namespace Muon.MLNet;

/// <summary>The options that the trainers of pictures and of texts share. They are checked when a trainer is created.</summary>
public abstract partial class MuonTrainerOptions
{
    private protected MuonTrainerOptions(int maxEpochs, int batchSize, double labelSmoothing)
    {
        (MaxEpochs, BatchSize, LabelSmoothing) = (maxEpochs, batchSize, labelSmoothing);
    }

    /// <summary>Gets or sets the name of the label column, a key.</summary>
    /// <value>The default value is <c>Label</c>.</value>
    [Required]
    public string LabelColumnName { get; set; } = "Label";

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
    /// The default value is <see langword="null"/>: the settings that measured best for the built-in networks, see the trainer's
    /// <c>DefaultMuonOptions</c>.
    /// </value>
    public MuonOptions? Muon { get; set; }

    /// <summary>
    /// Gets or sets the highest learning rate of those settings, where <see cref="Muon"/> is <see langword="null"/>: it rises to there over the
    /// first twentieth of the run, and falls to zero along a cosine.
    /// </summary>
    /// <value>
    /// The default value is <see langword="null"/>: 0.05 for pictures, 0.02 for texts, 0.002 for texts with pretrained weights. Above 0.
    /// </value>
    public double? PeakLearningRate { get; set; }

    /// <summary>
    /// Gets or sets a function that changes single values of those settings, where <see cref="Muon"/> is <see langword="null"/>. <c>Fit</c> calls
    /// it once, with the settings for its number of steps: <c>AdjustMuon = muon => muon.WeightDecay = 0.1</c>.
    /// </summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Action<MuonOptions>? AdjustMuon { get; set; }

    /// <summary>
    /// Gets or sets the seed of initial weights and data order. With the same seed, data, options and number of
    /// threads, training gives the same weights to the last bit.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: drawn from the context, so that its seed decides.</value>
    public int? Seed { get; set; }

    /// <summary>
    /// Gets or sets a token that ends training after the current step. What was learned is kept: the best epoch with a
    /// validation set, else the weights as they are; or see <see cref="OnCancel"/>. Cancelled before the first step, <c>Fit</c> throws.
    /// </summary>
    /// <value>The default value is <see cref="CancellationToken.None"/>.</value>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Gets or sets a function that is called after each step, on the training thread.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Action<TrainingStepArguments>? OnStep { get; set; }

    /// <summary>Gets or sets a function that is called after each epoch, on the training thread.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Action<EpochEndArguments>? OnEpochEnd { get; set; }

    /// <summary>
    /// Gets or sets a function that is called once, on the training thread, when training has ended and the weights that are kept are in place.
    /// It is not called where <c>Fit</c> throws.
    /// </summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Action<TrainingEndArguments>? OnTrainingEnd { get; set; }

    /// <summary>Gets or sets the clock behind times and rates.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    internal virtual MuonTrainerOptions Copy() => (MuonTrainerOptions)MemberwiseClone();
}

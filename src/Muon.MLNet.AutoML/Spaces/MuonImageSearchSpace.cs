using Microsoft.ML.SearchSpace;
using Muon.MLNet.AutoML;

namespace Muon.MLNet;

/// <summary>What a sweep tries of a <see cref="MuonImageClassificationTrainer"/>.</summary>
/// <remarks>
/// The members are the parameters of a trial; <c>new SearchSpace&lt;MuonImageSearchSpace&gt;()</c> is the space. What shall not be swept is
/// removed from it by its name, <c>space.Remove("Architecture")</c>, and keeps its default. A sweep starts from the defaults, with which the
/// trainer measured best.
/// </remarks>
public sealed class MuonImageSearchSpace
{
    /// <summary>Gets or sets the highest learning rate; it rises to there at first, and falls to zero along a cosine.</summary>
    /// <value>From 0.002 to 0.5, on a log scale; the default value is 0.05. On MNIST 0.02, 0.05 and 0.1 are within a tenth of a point; ten times less or more is clearly worse.</value>
    [Range(0.002, 0.5, 0.05, true)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>Gets or sets the other settings of the optimizer.</summary>
    /// <value>The default value is a new <see cref="MuonSearchSpace"/>.</value>
    [NestOption]
    public MuonSearchSpace Muon { get; set; } = new();

    /// <summary>Gets or sets the number of pictures per step.</summary>
    /// <value>32, 64, 128 or 256; the default value is 128. Orthogonalising costs the same at any size, so that small batches are slow.</value>
    [Choice(new object[] { 32, 64, 128, 256 }, 128)]
    public int BatchSize { get; set; } = 128;

    /// <summary>Gets or sets the number of passes over the training data.</summary>
    /// <value>From 3 to 30, on a log scale; the default value is 10. It is the price of a trial: cost-frugal tuners go up only where that pays.</value>
    [Range(3, 30, 10, true)]
    public int MaxEpochs { get; set; } = 10;

    /// <summary>Gets or sets the share of the target that is spread evenly over all classes.</summary>
    /// <value>From 0, the default, to 0.2.</value>
    [Range(0.0, 0.2, 0.0)]
    public double LabelSmoothing { get; set; }

    /// <summary>Gets or sets what the random changes of the training pictures are multiplied by.</summary>
    /// <value>From 0, which is none, to 2; the default value is 1. The changes themselves are those of <see cref="MuonImageClassificationTrainer.Options.Augmentation"/>.</value>
    [Range(0.0, 2.0, 1.0)]
    public double AugmentationStrength { get; set; } = 1;

    /// <summary>Gets or sets the network.</summary>
    /// <value>
    /// <see cref="ImageArchitecture.Auto"/>, the default, or <see cref="ImageArchitecture.ResNet18"/>, which works for all sizes from 8×8 pixels and
    /// takes many times as long.
    /// </value>
    [Choice(nameof(ImageArchitecture.Auto), nameof(ImageArchitecture.ResNet18))]
    public ImageArchitecture Architecture { get; set; } = ImageArchitecture.Auto;

    /// <summary>The options of a trainer with these parameters.</summary>
    /// <param name="basis">Everything that is no member of this class. The default value is <see langword="null"/>: the trainer's defaults.</param>
    /// <returns>New options; <paramref name="basis"/> is not changed.</returns>
    /// <exception cref="ArgumentException"><see cref="MuonTrainerOptions.Muon"/> of <paramref name="basis"/> is set.</exception>
    public MuonImageClassificationTrainer.Options ToOptions(MuonImageClassificationTrainer.Options? basis = null)
    {
        MuonImageClassificationTrainer.Options options = SweptOptions.Of(basis ?? new(), LearningRate, Muon);
        options.BatchSize = BatchSize;
        options.MaxEpochs = MaxEpochs;
        options.LabelSmoothing = LabelSmoothing;
        options.AugmentationStrength = AugmentationStrength;
        if (options.Architecture == ImageArchitecture.Auto)
        {
            options.Architecture = Architecture;
        }

        return options;
    }

    /// <summary>The options of a trial: members that the space does not hold, and that nobody set, are those of the basis.</summary>
    internal MuonImageClassificationTrainer.Options ToOptions(MuonImageClassificationTrainer.Options basis, ICollection<string> swept)
    {
        MuonImageClassificationTrainer.Options options = ToOptions(basis);
        MuonImageSearchSpace own = new();
        options.PeakLearningRate = SweptOptions.Choose(swept, nameof(LearningRate), LearningRate, own.LearningRate, basis.PeakLearningRate);
        options.BatchSize = SweptOptions.Choose(swept, nameof(BatchSize), BatchSize, own.BatchSize, basis.BatchSize);
        options.MaxEpochs = SweptOptions.Choose(swept, nameof(MaxEpochs), MaxEpochs, own.MaxEpochs, basis.MaxEpochs);
        options.LabelSmoothing = SweptOptions.Choose(swept, nameof(LabelSmoothing), LabelSmoothing, own.LabelSmoothing, basis.LabelSmoothing);
        return options;
    }
}

using Microsoft.ML.SearchSpace;
using Muon.MLNet.AutoML;

namespace Muon.MLNet;

/// <summary>What a sweep tries of a <see cref="MuonTextClassificationTrainer"/>.</summary>
/// <remarks>As <see cref="MuonImageSearchSpace"/>: the members are the parameters of a trial, and what is removed from the space keeps its default.</remarks>
public sealed class MuonTextSearchSpace
{
    /// <summary>Gets or sets the highest learning rate; it rises to there at first, and falls to zero along a cosine.</summary>
    /// <value>From 0.0005 to 0.2, on a log scale; the default value is 0.02, for training from scratch. Pretrained weights ask for the lower end: 0.002.</value>
    [Range(5e-4, 0.2, 0.02, true)]
    public double LearningRate { get; set; } = 0.02;

    /// <summary>Gets or sets the other settings of the optimizer.</summary>
    /// <value>The default value is a new <see cref="MuonSearchSpace"/>.</value>
    [NestOption]
    public MuonSearchSpace Muon { get; set; } = new();

    /// <summary>Gets or sets the number of texts per step.</summary>
    /// <value>16, 32, 64 or 128; the default value is 64.</value>
    [Choice(new object[] { 16, 32, 64, 128 }, 64)]
    public int BatchSize { get; set; } = 64;

    /// <summary>Gets or sets the number of passes over the training data.</summary>
    /// <value>From 3 to 30, on a log scale; the default value is 10.</value>
    [Range(3, 30, 10, true)]
    public int MaxEpochs { get; set; } = 10;

    /// <summary>Gets or sets the share of the target that is spread evenly over all classes.</summary>
    /// <value>From 0 to 0.2; the default value is 0.1.</value>
    [Range(0.0, 0.2, 0.1)]
    public double LabelSmoothing { get; set; } = 0.1;

    /// <summary>Gets or sets the share of features or tokens that training leaves out of each text.</summary>
    /// <value>From 0 to 0.5; the default value is 0.2. It is what augmentation is for pictures.</value>
    [Range(0.0, 0.5, 0.2)]
    public double TokenDropout { get; set; } = 0.2;

    /// <summary>Gets or sets the width of the network: of its table of n-grams, or of its tokens; hidden layers of an n-gram network are twice as wide.</summary>
    /// <value>64, 128 or 256; the default value is 128. Pretrained networks have their own.</value>
    [Choice(new object[] { 64, 128, 256 }, 128)]
    public int Width { get; set; } = 128;

    /// <summary>The options of a trainer with these parameters.</summary>
    /// <param name="basis">Everything that is no member of this class. The default value is <see langword="null"/>: the trainer's defaults.</param>
    /// <returns>New options; <paramref name="basis"/> is not changed.</returns>
    /// <exception cref="ArgumentException"><see cref="MuonTrainerOptions.Muon"/> of <paramref name="basis"/> is set.</exception>
    public MuonTextClassificationTrainer.Options ToOptions(MuonTextClassificationTrainer.Options? basis = null)
    {
        MuonTextClassificationTrainer.Options options = SweptOptions.Of(basis ?? new(), LearningRate, Muon);
        options.BatchSize = BatchSize;
        options.MaxEpochs = MaxEpochs;
        options.LabelSmoothing = LabelSmoothing;
        options.TokenDropout = TokenDropout;
        options.NGrams = options.NGrams.Resized(Width);
        options.Encoder = options.Encoder.Resized(Width);
        return options;
    }

    /// <summary>The options of a trial: members that the space does not hold, and that nobody set, are those of the basis.</summary>
    internal MuonTextClassificationTrainer.Options ToOptions(MuonTextClassificationTrainer.Options basis, ICollection<string> swept)
    {
        MuonTextClassificationTrainer.Options options = ToOptions(basis);
        MuonTextSearchSpace own = new();
        options.PeakLearningRate = SweptOptions.Choose(swept, nameof(LearningRate), LearningRate, own.LearningRate, basis.PeakLearningRate);
        options.BatchSize = SweptOptions.Choose(swept, nameof(BatchSize), BatchSize, own.BatchSize, basis.BatchSize);
        options.MaxEpochs = SweptOptions.Choose(swept, nameof(MaxEpochs), MaxEpochs, own.MaxEpochs, basis.MaxEpochs);
        options.LabelSmoothing = SweptOptions.Choose(swept, nameof(LabelSmoothing), LabelSmoothing, own.LabelSmoothing, basis.LabelSmoothing);
        if (SweptOptions.IsLeft(swept, nameof(TokenDropout), TokenDropout, own.TokenDropout))
        {
            options.TokenDropout = basis.TokenDropout;
        }

        if (SweptOptions.IsLeft(swept, nameof(Width), Width, own.Width))
        {
            (options.NGrams, options.Encoder) = (basis.NGrams, basis.Encoder);
        }

        return options;
    }
}

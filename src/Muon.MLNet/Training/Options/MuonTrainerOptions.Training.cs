using System.ComponentModel.DataAnnotations;
using Microsoft.ML;

namespace Muon.MLNet;

/// <content>Training and validation.</content>
public abstract partial class MuonTrainerOptions
{
    /// <summary>Gets or sets the number of passes over the training data.</summary>
    /// <value>The default value is 10 for pictures and for texts. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int MaxEpochs { get; set; }

    /// <summary>Gets or sets the number of examples per step. Batches of an epoch differ by at most one example.</summary>
    /// <value>The default value is 128 for pictures, 64 for texts. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int BatchSize { get; set; }

    /// <summary>Gets or sets the share of the target that is spread evenly over all classes (Szegedy et al., arXiv:1512.00567).</summary>
    /// <value>The default value is 0 for pictures, 0.1 for texts. From 0 up to, but not including, 1.</value>
    [Range(0.0, 1.0)]
    public double LabelSmoothing { get; set; }

    /// <summary>Gets or sets how much the examples of each class count in the training loss.</summary>
    /// <value>The default value is <see cref="ClassWeights.None"/>.</value>
    public ClassWeights ClassWeights { get; set; } = ClassWeights.None;

    /// <summary>
    /// Gets or sets the decay, per step, of a moving average of the weights, which is what is validated and kept (Polyak and Juditsky,
    /// 1992). It is shorter at first: min(decay, (1 + t) / (10 + t)) at step t.
    /// </summary>
    /// <value>The default value is 0: off. From 0 up to, but not including, 1; 0.998 is usual.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double WeightAveraging { get; set; }

    /// <summary>
    /// Gets or sets data of the same columns, by which each epoch is judged; the weights of the best epoch are kept.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: the weights of the last epoch are kept.</value>
    public IDataView? ValidationSet { get; set; }

    /// <summary>
    /// Gets or sets the share of the training data, of each class alike, that is held back as a validation set: classes with one
    /// example keep it for training. Not together with <see cref="ValidationSet"/>.
    /// </summary>
    /// <value>The default value is 0: none. From 0 up to, but not including, 1.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double ValidationFraction { get; set; }

    /// <summary>Gets or sets by what epochs are judged: which one is kept, and when <see cref="EarlyStopping"/> stops.</summary>
    /// <value>The default value is <see cref="ValidationMetric.Accuracy"/>.</value>
    public ValidationMetric ValidationMetric { get; set; } = ValidationMetric.Accuracy;

    /// <summary>
    /// Gets or sets when to stop before <see cref="MaxEpochs"/>. Needs a <see cref="ValidationSet"/> or a <see cref="ValidationFraction"/>.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: all epochs are trained.</value>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>Gets or sets where the network is trained and predicts. A line of the log says which device it is, and why.</summary>
    /// <value>The default value is <see cref="TrainingDevice.Context"/>.</value>
    public TrainingDevice Device { get; set; } = TrainingDevice.Context;

    /// <summary>Gets or sets the type in which the network is computed while training.</summary>
    /// <value>The default value is <see cref="TrainingPrecision.Full"/>.</value>
    public TrainingPrecision Precision { get; set; } = TrainingPrecision.Full;
}

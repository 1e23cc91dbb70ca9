using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <content>Weight decay, clipping, averaging, loss scale, accumulation.</content>
public sealed partial class MuonOptions
{
    /// <summary>Decoupled weight decay: before each update <c>W ← W − lr·decay·W</c>.</summary>
    /// <value>A number ≥ 0, or <see langword="null"/> for none. The default value is 0.1.</value>
    /// <remarks>
    /// Holds for every trained parameter, biases included; <see cref="AdamWeightDecay"/> sets another rate for those that
    /// take the AdamW step. Neither <see cref="AdamLrRatio"/> nor the shape factor multiplies it;
    /// <see cref="LearningRateRatios"/> do.
    /// </remarks>
    [Range(0.0, double.MaxValue)]
    public double? WeightDecay { get; set; } = MuonDefaults.WeightDecay;

    /// <summary>Decoupled weight decay of the parameters that take the AdamW step (Keras ≥ 3.13).</summary>
    /// <value>
    /// A number ≥ 0 (0 for none), or <see langword="null"/> for the same as <see cref="WeightDecay"/>. The default value is
    /// <see langword="null"/>.
    /// </value>
    [Range(0.0, double.MaxValue)]
    public double? AdamWeightDecay { get; set; }

    /// <summary>Regular expressions; a parameter whose full path matches one of them does not decay.</summary>
    /// <value>
    /// Searched for anywhere in the path, case-sensitive, as in <see cref="ExcludeLayers"/>: <c>bias$</c>.
    /// <see langword="null"/> excludes nothing. The default value is <see langword="null"/>.
    /// </value>
    public IReadOnlyList<string>? ExcludeFromWeightDecay { get; set; }

    /// <summary>The largest Euclidean norm that the gradient of one parameter may have; longer ones are shortened.</summary>
    /// <value>A positive number, or <see langword="null"/> for no limit. The default value is <see langword="null"/>.</value>
    /// <remarks>At most one of <see cref="ClipNorm"/>, <see cref="ClipValue"/> and <see cref="GlobalClipNorm"/> may be set.</remarks>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? ClipNorm { get; set; }

    /// <summary>The largest absolute value that an entry of a gradient may have; larger ones are cut.</summary>
    /// <value>A positive number, or <see langword="null"/> for no limit. The default value is <see langword="null"/>.</value>
    /// <remarks>At most one of <see cref="ClipNorm"/>, <see cref="ClipValue"/> and <see cref="GlobalClipNorm"/> may be set.</remarks>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? ClipValue { get; set; }

    /// <summary>The largest Euclidean norm that all gradients together may have; all are shortened by one factor.</summary>
    /// <value>A positive number, or <see langword="null"/> for no limit. The default value is <see langword="null"/>.</value>
    /// <remarks>At most one of <see cref="ClipNorm"/>, <see cref="ClipValue"/> and <see cref="GlobalClipNorm"/> may be set.</remarks>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? GlobalClipNorm { get; set; }

    /// <summary>Whether an exponential moving average of every trained parameter is kept.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    /// <remarks><see cref="MuonOptimizer.FinalizeWeights"/> writes the average into the parameters at the end of training.</remarks>
    public bool UseEma { get; set; }

    /// <summary>The momentum of the moving average: <c>average ← m·average + (1 − m)·W</c>.</summary>
    /// <value>From 0 to 1. Ignored unless <see cref="UseEma"/> is set. The default value is 0.99.</value>
    [Range(0.0, 1.0)]
    public double EmaMomentum { get; set; } = MuonDefaults.EmaMomentum;

    /// <summary>After how many iterations the parameters are overwritten with their average, again and again.</summary>
    /// <value>
    /// At least 1, or <see langword="null"/> for not during training. Ignored unless <see cref="UseEma"/> is set. The
    /// default value is <see langword="null"/>.
    /// </value>
    [Range(1, int.MaxValue)]
    public int? EmaOverwriteFrequency { get; set; }

    /// <summary>What the loss was multiplied by before <c>backward</c>; gradients are divided by it.</summary>
    /// <value>A positive number, or <see langword="null"/> for 1. The default value is <see langword="null"/>.</value>
    /// <remarks>
    /// Whoever runs the training multiplies the loss; the trainers of this library do. Excludes
    /// <see cref="DynamicLossScaling"/>.
    /// </remarks>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? LossScaleFactor { get; set; }

    /// <summary>
    /// Whether the optimizer finds the loss scale itself: it starts at 2¹⁵, is halved when a gradient is not finite, and that
    /// step is skipped as a whole; after 2000 steps without such a gradient it is doubled.
    /// </summary>
    /// <value>The default value is <see langword="false"/>.</value>
    /// <remarks>
    /// Multiply each loss by <see cref="MuonOptimizer.LossScale"/>; the trainers of this library do.
    /// <see cref="MuonOptimizer.LastStepSkipped"/> and <see cref="MuonOptimizer.OnStepSkipped"/> tell of a skipped step. The
    /// check sums all gradients, and on a CUDA device the host waits for that sum once per step. Excludes
    /// <see cref="LossScaleFactor"/>.
    /// </remarks>
    public bool DynamicLossScaling { get; set; }

    /// <summary>
    /// The number of calls of <see cref="MuonOptimizer.step"/> whose gradients are averaged into one update, which simulates
    /// a batch that many times as large.
    /// </summary>
    /// <value>At least 2, or <see langword="null"/> for an update at every call. The default value is <see langword="null"/>.</value>
    [Range(2, int.MaxValue)]
    public int? GradientAccumulationSteps { get; set; }
}

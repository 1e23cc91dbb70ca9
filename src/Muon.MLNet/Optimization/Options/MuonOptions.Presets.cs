namespace Muon.MLNet;

/// <content>Presets, validation.</content>
public sealed partial class MuonOptions
{
    /// <summary>The defaults: Keras 3.10 to 3.12, as <c>optimizer_muon</c> documents them.</summary>
    /// <returns>New options: learning rate 0.001, weight decay 0.1, six Newton–Schulz steps, AdamW at a tenth of the rate.</returns>
    public static MuonOptions Seed() => new();

    /// <summary>Keras 3.13 and later.</summary>
    /// <returns>
    /// New options: learning rate 0.001, weight decay 0.004, five Newton–Schulz steps, updates of root mean square 0.2, AdamW
    /// at the full rate.
    /// </returns>
    /// <remarks>
    /// Only matrices take the Muon step, as in Keras: a convolutional network is mostly trained by AdamW under this preset
    /// unless <see cref="HigherRank"/> is set to <see cref="HigherRankRule.Flatten"/>.
    /// </remarks>
    public static MuonOptions Keras() => new()
    {
        WeightDecay = 0.004,
        AdamWeightDecay = 0.004,
        AdamLrRatio = 1,
        NsSteps = 5,
        UpdateScaling = UpdateScaling.MatchRms,
        HigherRank = HigherRankRule.AdamW,
    };

    /// <summary>The original Muon: https://github.com/KellerJordan/Muon, <c>SingleDeviceMuonWithAuxAdam</c>.</summary>
    /// <returns>
    /// New options: learning rate 0.02 (3e-4 for AdamW, with β 0.9 and 0.95), no weight decay, five Newton–Schulz steps,
    /// factor <c>√max(1, outputs / inputs)</c>.
    /// </returns>
    /// <remarks>
    /// The original decays AdamW parameters by its AdamW learning rate; <see cref="AdamWeightDecay"/> multiplies
    /// <see cref="LearningRate"/>, so multiply a decay taken from there by <see cref="AdamLrRatio"/>. It also orthogonalises
    /// in bfloat16, see <see cref="Precision"/>.
    /// </remarks>
    public static MuonOptions KellerJordan() => new()
    {
        LearningRate = 0.02,
        AdamLrRatio = 0.015,
        AdamBeta2 = 0.95,
        Epsilon = 1e-10,
        EpsilonHat = false,
        WeightDecay = 0,
        NsSteps = 5,
        AverageMomentum = true,
        UpdateScaling = UpdateScaling.OutputOverInput,
        HigherRank = HigherRankRule.FlattenLastTwo,
    };

    /// <summary>Moonlight: "Muon is Scalable for LLM Training", arXiv 2502.16982.</summary>
    /// <returns>
    /// New options: learning rate 0.001 for both steps, weight decay 0.1, five Newton–Schulz steps, updates of root mean
    /// square 0.2, AdamW with β 0.9 and 0.95 and epsilon 1e-8.
    /// </returns>
    public static MuonOptions Moonlight() => new()
    {
        AdamLrRatio = 1,
        AdamBeta2 = 0.95,
        Epsilon = 1e-8,
        NsSteps = 5,
        UpdateScaling = UpdateScaling.MatchRms,
    };

    /// <summary><c>torch.optim.Muon</c> with <c>adjust_lr_fn="original"</c>, and <c>torch.optim.AdamW</c> for the other parameters.</summary>
    /// <returns>
    /// New options: learning rate 0.001 for both steps, weight decay 0.1 (0.01 for AdamW), five Newton–Schulz steps, averaged
    /// momentum, factor <c>√max(1, outputs / inputs)</c>, matrices only.
    /// </returns>
    /// <remarks>
    /// Weights decay by the learning rate without the factor. PyTorch orthogonalises in bfloat16, see <see cref="Precision"/>,
    /// and leaves the choice of the second optimizer to its user: here it is AdamW with PyTorch's defaults.
    /// </remarks>
    public static MuonOptions TorchOriginal() => new()
    {
        AdamLrRatio = 1,
        Epsilon = 1e-8,
        EpsilonHat = false,
        AdamWeightDecay = 0.01,
        NsSteps = 5,
        NormGuard = NormGuard.Minimum,
        AverageMomentum = true,
        UpdateScaling = UpdateScaling.OutputOverInput,
        HigherRank = HigherRankRule.AdamW,
    };

    /// <summary><c>torch.optim.Muon</c> with <c>adjust_lr_fn="match_rms_adamw"</c>.</summary>
    /// <returns>New options: those of <see cref="TorchOriginal"/>, with updates of root mean square 0.2.</returns>
    public static MuonOptions TorchMatchRms()
    {
        MuonOptions options = TorchOriginal();
        options.UpdateScaling = UpdateScaling.MatchRms;
        return options;
    }

    /// <summary>Checks all options; the optimizer and the trainers call it before they do any work.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range; the message says which, its value and the range.</exception>
    /// <exception cref="ArgumentException">Two options exclude each other, or a regular expression does not compile.</exception>
    public void Validate() => MuonOptionsValidator.Validate(this);

    /// <summary>A copy that later changes of these options do not reach.</summary>
    internal MuonOptions Clone()
    {
        var copy = (MuonOptions)MemberwiseClone();
        copy.ExcludeLayers = ExcludeLayers?.ToArray();
        copy.ExcludeFromWeightDecay = ExcludeFromWeightDecay?.ToArray();
        copy.RowWiseAdamW = RowWiseAdamW?.ToArray();
        copy.LearningRateRatios = LearningRateRatios?.ToArray();
        copy.PackedWeights = PackedWeights is null ? null : new OrderedDictionary<string, int>(PackedWeights, StringComparer.Ordinal);
        return copy;
    }
}

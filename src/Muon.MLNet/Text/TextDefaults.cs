using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Text;

/// <summary>The settings of the optimizer that measured best for the built-in networks.</summary>
internal static class TextDefaults
{
    public const double PeakLearningRate = 0.02;
    public const double FineTuningLearningRate = 0.002;
    private const double WarmupShare = 0.05;
    private const double SecondMomentDecay = 0.99;
    private const double TableRatio = 10;

    /// <summary>
    /// Moonlight's scaling of the update, a tenth of the learning rate for AdamW, warm-up over the first twentieth of the run and a cosine down to
    /// zero. A table of n-grams, whose rows are touched rarely, is trained row by row and at ten times the rate of AdamW.
    /// </summary>
    public static MuonOptions Muon(int totalSteps, double peak)
    {
        int warmup = (int)(totalSteps * WarmupShare);
        return new MuonOptions
        {
            LearningRate = new CosineDecay(peak / 10, Math.Max(1, totalSteps - warmup), warmupTarget: peak, warmupSteps: warmup),
            UpdateScaling = UpdateScaling.MatchRms,
            NsSteps = 5,
            WeightDecay = 0.01,
            AdamBeta2 = SecondMomentDecay,
            RowWiseAdamW = ["^" + NGramNetwork.Table.Replace(".", "\\.", StringComparison.Ordinal) + "$"],
            LearningRateRatios = [new LearningRateRatio("^" + NGramNetwork.Table.Replace(".", "\\.", StringComparison.Ordinal) + "$", TableRatio)],
        };
    }

    /// <summary>The settings of a fit: the user's, or those above with what the network says about its matrices.</summary>
    public static MuonOptions Of(MuonTextClassificationTrainer.Options options, ClassifierNetwork network, int totalSteps)
    {
        if (options.Muon is { } given)
        {
            return given.Clone();
        }

        MuonOptions muon = Muon(totalSteps, options.PretrainedWeights is null ? PeakLearningRate : FineTuningLearningRate);
        if (network.PackedWeights is { } packed)
        {
            muon.PackedWeights = packed;
        }

        return muon;
    }
}

namespace Muon.MLNet.Training;

/// <summary>The settings of the optimizer that measured best, as far as they are the same for pictures and texts.</summary>
internal static class ClassifierDefaults
{
    private const double WarmupShare = 0.05;

    /// <summary>
    /// Moonlight's scaling of the update, a tenth of the learning rate for AdamW, warm-up over the first twentieth of the
    /// run from a tenth of the peak, and a cosine down to zero.
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
        };
    }
}

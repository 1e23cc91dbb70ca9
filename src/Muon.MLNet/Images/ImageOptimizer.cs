using Muon.MLNet.Networks;
using Muon.MLNet.Training;

namespace Muon.MLNet.Images;

/// <summary>The settings of the optimizer of a fit.</summary>
internal static class ImageOptimizer
{
    public static MuonOptions Options(MuonImageClassificationTrainer.Options options, ImageNetwork network, int totalSteps)
    {
        if (options.Muon is { } given)
        {
            return given.Clone();
        }

        MuonOptions muon = ClassifierDefaults.Muon(totalSteps, options.PeakLearningRate ?? ImageDefaults.PeakLearningRate);
        if (network.PackedWeights is { } packed)
        {
            muon.PackedWeights = packed;
        }

        options.AdjustMuon?.Invoke(muon);
        return muon;
    }
}

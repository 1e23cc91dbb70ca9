using System.Text.RegularExpressions;
using Muon.MLNet.Networks;

namespace Muon.MLNet.Images;

/// <summary>The settings of the optimizer of a fit.</summary>
internal static class ImageOptimizer
{
    public static MuonOptions Options(MuonImageClassificationTrainer.Options options, ImageNetwork network, int totalSteps)
    {
        MuonOptions muon = options.Muon?.Clone() ?? Default(network, totalSteps);
        if (options.BackboneLearningRateRatio < 1)
        {
            // The head keeps its learning rate; what the user's own patterns say comes first.
            HashSet<IntPtr> head = [.. (network.Head?.parameters() ?? []).Select(parameter => parameter.Handle)];
            string[] heads = [.. network.named_parameters().Where(parameter => head.Contains(parameter.parameter.Handle)).Select(parameter => Regex.Escape(parameter.name))];
            string pattern = heads.Length == 0 ? "." : $"^(?!({string.Join('|', heads)})$)";
            muon.LearningRateRatios = [.. muon.LearningRateRatios ?? [], new LearningRateRatio(pattern, options.BackboneLearningRateRatio)];
        }

        return muon;
    }

    private static MuonOptions Default(ImageNetwork network, int totalSteps)
    {
        MuonOptions muon = ImageDefaults.Muon(totalSteps, ImageDefaults.PeakLearningRate);
        if (network.PackedWeights is { } packed)
        {
            muon.PackedWeights = packed;
        }

        return muon;
    }
}

using System.Text.RegularExpressions;
using Muon.MLNet.Networks;

namespace Muon.MLNet.Training;

/// <summary>Gives all but the head of a network a part of the learning rate.</summary>
internal static class BackboneRatio
{
    /// <summary>Adds the rule to the optimizer's settings. The head keeps its learning rate; what the user's own patterns say comes first.</summary>
    public static MuonOptions Apply(MuonTrainerOptions options, ClassifierNetwork network, MuonOptions muon)
    {
        if (options.BackboneLearningRateRatio < 1)
        {
            HashSet<IntPtr> head = [.. (network.Head?.parameters() ?? []).Select(parameter => parameter.Handle)];
            string[] heads = [.. network.named_parameters().Where(parameter => head.Contains(parameter.parameter.Handle)).Select(parameter => Regex.Escape(parameter.name))];
            string pattern = heads.Length == 0 ? "." : $"^(?!({string.Join('|', heads)})$)";
            muon.LearningRateRatios = [.. muon.LearningRateRatios ?? [], new LearningRateRatio(pattern, options.BackboneLearningRateRatio)];
        }

        return muon;
    }
}

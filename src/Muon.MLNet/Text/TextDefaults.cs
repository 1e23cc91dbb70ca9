using System.Text.RegularExpressions;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Training;

namespace Muon.MLNet.Text;

/// <summary>The settings of the optimizer that measured best for the built-in networks.</summary>
internal static class TextDefaults
{
    public const double PeakLearningRate = 0.02;
    public const double FineTuningLearningRate = 0.002;
    private const double SecondMomentDecay = 0.99;
    private const double TableRatio = 10;

    /// <summary>
    /// As for pictures, with a shorter memory of squares. A table of n-grams, whose rows are touched rarely, is trained row by row and at ten
    /// times the rate of AdamW.
    /// </summary>
    public static MuonOptions Muon(int totalSteps, double peak)
    {
        string table = "^" + Regex.Escape(NGramNetwork.Table) + "$";
        MuonOptions muon = ClassifierDefaults.Muon(totalSteps, peak);
        muon.AdamBeta2 = SecondMomentDecay;
        muon.RowWiseAdamW = [table];
        muon.LearningRateRatios = [new LearningRateRatio(table, TableRatio)];
        return muon;
    }

    /// <summary>The settings of a fit: the user's, or those above with what the network says about its matrices.</summary>
    public static MuonOptions Of(MuonTextClassificationTrainer.Options options, ClassifierNetwork network, int totalSteps, bool isFineTuning)
    {
        if (options.Muon is { } given)
        {
            return given.Clone();
        }

        MuonOptions muon = Muon(totalSteps, options.PeakLearningRate ?? (isFineTuning ? FineTuningLearningRate : PeakLearningRate));
        if (network.PackedWeights is { } packed)
        {
            muon.PackedWeights = packed;
        }

        options.AdjustMuon?.Invoke(muon);
        return muon;
    }
}

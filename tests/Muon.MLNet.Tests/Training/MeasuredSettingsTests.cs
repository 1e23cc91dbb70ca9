using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training;

/// <summary>Single changes of the settings of the optimizer that measured best.</summary>
[TestClass]
public sealed class MeasuredSettingsTests
{
    [TestMethod]
    public void PeakAndChanges_GiveTheWeightsThatTheWholeSettingsGive()
    {
        using InterruptedRuns runs = new();
        const int Steps = 3 * InterruptedRuns.Epochs;
        MuonOptions whole = MuonImageClassificationTrainer.DefaultMuonOptions(Steps, 0.03);
        whole.AdamLrRatio = 0.5;
        string expected = runs.Train(RunKind.Pictures, options => options.Muon = whole);

        string changed = runs.Train(RunKind.Pictures, options => (options.PeakLearningRate, options.AdjustMuon) = (0.03, muon => muon.AdamLrRatio = 0.5));

        Assert.AreEqual(expected, changed);
        Assert.AreNotEqual(expected, runs.Train(RunKind.Pictures, options => options.PeakLearningRate = 0.03));
        Assert.AreNotEqual(expected, runs.Train(RunKind.Pictures));
    }

    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    [DataRow(RunKind.Encoder)]
    public void ThePeakIsTheHighestLearningRate_AndSettingsAreAdjustedOnce(RunKind kind)
    {
        using InterruptedRuns runs = new();
        double highest = 0;
        List<MuonOptions> adjusted = [];
        runs.Train(kind, options =>
        {
            options.PeakLearningRate = 0.0125;
            options.AdjustMuon = adjusted.Add;
            options.OnStep = step => highest = Math.Max(highest, step.LearningRate);
        });

        Assert.AreEqual(0.0125, highest, 0.0125 / 2, "so few steps may pass the peak by");
        Assert.HasCount(1, adjusted);
        Assert.AreEqual(UpdateScaling.MatchRms, adjusted[0].UpdateScaling);
    }

    [TestMethod]
    public void SettingsOutOfRange_AreRefusedByFit_ByName()
    {
        using InterruptedRuns runs = new();
        ArgumentException error = Assert.Throws<ArgumentException>(() => runs.Train(RunKind.Pictures, options => options.AdjustMuon = muon => muon.NsSteps = 0));
        Assert.AreEqual("NsSteps", error.ParamName);
    }
}

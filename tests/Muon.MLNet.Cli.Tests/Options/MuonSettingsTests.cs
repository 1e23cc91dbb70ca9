using Muon.MLNet.Cli.Options;

namespace Muon.MLNet.Cli.Tests.Options;

[TestClass]
public sealed class MuonSettingsTests
{
    [TestMethod]
    public void Every_property_of_MuonOptions_has_an_option() =>
        CollectionAssert.AreEquivalent(typeof(MuonOptions).GetProperties().Select(property => property.Name).ToArray(), new MuonSettings().Properties.ToArray());

    [TestMethod]
    public void What_is_written_is_read_again()
    {
        MuonOptions keller = MuonOptions.KellerJordan();
        Dictionary<string, string> given = typeof(MuonOptions).GetProperties()
            .ToDictionary(property => $"muon-{KebabCase.Of(property.Name)}", property => OptionText.Write(property.GetValue(keller)));
        given["muon-preset"] = "keras";
        MuonOptions read = MuonSettings.Create(given).Given!;
        foreach (var property in typeof(MuonOptions).GetProperties())
        {
            Assert.AreEqual(property.GetValue(keller) is null, property.GetValue(read) is null, property.Name);
            Assert.AreEqual(OptionText.Write(property.GetValue(keller)), OptionText.Write(property.GetValue(read)), property.Name);
        }
    }

    [TestMethod]
    public void None_takes_a_list_of_the_measured_settings_away()
    {
        MuonOptions muon = new() { LearningRateRatios = [new LearningRateRatio("table", 10)], ExcludeLayers = ["head"] };
        MuonSettings.Create(new Dictionary<string, string> { ["muon-learning-rate-ratios"] = "none", ["muon-exclude-layers"] = "None" }).Change(muon);
        Assert.IsNull(muon.LearningRateRatios);
        Assert.IsNull(muon.ExcludeLayers);
    }

    [TestMethod]
    public void Without_a_preset_the_measured_settings_are_changed()
    {
        Assert.AreEqual("measured", MuonSettings.Create(new Dictionary<string, string>()).Description);
        MuonChoice choice = MuonSettings.Create(new Dictionary<string, string> { ["muon-learning-rate"] = "0.03", ["muon-momentum"] = "0.9", ["muon-clip-norm"] = "none" });
        MuonImageClassificationTrainer.Options options = new();
        choice.ApplyTo(options);
        Assert.IsNull(options.Muon);
        Assert.AreEqual(0.03, options.PeakLearningRate);
        MuonOptions muon = MuonImageClassificationTrainer.DefaultMuonOptions(100);
        muon.ClipNorm = 3;
        options.AdjustMuon!(muon);
        Assert.AreEqual(0.9, muon.Momentum.Value);
        Assert.IsNull(muon.ClipNorm);
        Assert.IsInstanceOfType<CosineDecay>(muon.LearningRate);
    }

    [TestMethod]
    [DataRow("muon-learning-rate", "0", "above 0")]
    [DataRow("muon-momentum", "2", "--muon-momentum")]
    [DataRow("muon-ns-steps", "many", "a whole number")]
    [DataRow("muon-update-scaling", "none-such", "match-rms")]
    [DataRow("muon-preset", "other", "keller-jordan")]
    public void A_value_out_of_range_names_the_option(string option, string value, string message)
    {
        ToolException error = Assert.ThrowsExactly<ToolException>(() => MuonSettings.Create(new Dictionary<string, string> { [option] = value }));
        Assert.AreEqual(ExitCodes.Usage, error.ExitCode);
        Assert.Contains(message, error.Message);
    }
}

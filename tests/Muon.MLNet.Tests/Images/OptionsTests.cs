using Microsoft.ML;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class OptionsTests
{
    public static IEnumerable<object[]> OutOfRange =>
    [
        Case(nameof(MuonImageClassificationTrainer.Options.MaxEpochs), o => o.MaxEpochs = 0, "0", "at least 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.BatchSize), o => o.BatchSize = -3, "-3", "at least 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.LabelSmoothing), o => o.LabelSmoothing = 1, "1", "less than 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.LabelSmoothing), o => o.LabelSmoothing = double.NaN, "NaN", "less than 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.ImageHeight), o => (o.ImageHeight, o.ImageWidth) = (0, 8), "0", "from 1 to 4096"),
        Case(nameof(MuonImageClassificationTrainer.Options.ImageWidth), o => (o.ImageHeight, o.ImageWidth) = (8, 5000), "5000", "from 1 to 4096"),
        Case(nameof(MuonImageClassificationTrainer.Options.ImageHeight), o => o.ImageHeight = 8, "null", "both or none"),
        Case(nameof(MuonImageClassificationTrainer.Options.PixelLayout), o => o.PixelLayout = (PixelLayout)7, "7", "Planar or Interleaved"),
        Case(nameof(MuonImageClassificationTrainer.Options.LabelColumnName), o => o.LabelColumnName = " ", "blank", "name a column"),
        Case(nameof(MuonImageClassificationTrainer.Options.ImageColumnName), o => o.ImageColumnName = null!, "null", "name a column"),
        Case(nameof(MuonImageClassificationTrainer.Options.ScoreColumnName), o => o.ScoreColumnName = "", "blank", "name a column"),
        Case(nameof(MuonImageClassificationTrainer.Options.PredictedLabelColumnName), o => o.PredictedLabelColumnName = "", "blank", "name a column"),
        Case(nameof(MuonImageClassificationTrainer.Options.ScoreColumnName), o => o.ScoreColumnName = o.PredictedLabelColumnName, "'PredictedLabel'", "must differ"),
        Case(nameof(MuonImageClassificationTrainer.Options.EarlyStopping), o => o.EarlyStopping = new EarlyStopping(), "null", "ValidationSet"),
        Case(nameof(MuonImageClassificationTrainer.Options.Architecture), o => o.Architecture = (ImageArchitecture)99, "99", "Auto, "),
        Case(nameof(MuonImageClassificationTrainer.Options.CustomNetwork), o => o.Architecture = ImageArchitecture.Custom, "null", "CustomNetwork"),
        Case(nameof(MuonImageClassificationTrainer.Options.CustomNetwork), o => o.CustomNetwork = classes => TorchSharp.torch.nn.Linear(4, classes), "Auto", "ImageArchitecture.Custom"),
        Case(nameof(MuonImageClassificationTrainer.Options.CustomNetworkName), o => o.CustomNetworkName = "mine", "'mine'", "needs a CustomNetwork"),
        Case(nameof(MuonImageClassificationTrainer.Options.PretrainedWeightsSha256), o => (o.PretrainedWeights, o.PretrainedWeightsSha256) = ("x", "abc"), "'abc'", "64 hexadecimal digits"),
        Case(nameof(MuonImageClassificationTrainer.Options.FrozenStages), o => o.FrozenStages = 2, "2", "PretrainedWeights"),
        Case(nameof(MuonImageClassificationTrainer.Options.FrozenStages), o => o.FrozenStages = -1, "-1", "from 0 to 64"),
        Case(nameof(MuonImageClassificationTrainer.Options.BackboneLearningRateRatio), o => o.BackboneLearningRateRatio = 0, "0", "above 0"),
        Case(nameof(MuonImageClassificationTrainer.Options.BackboneLearningRateRatio), o => o.BackboneLearningRateRatio = double.NaN, "NaN", "at most 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.Precision), o => o.Precision = (TrainingPrecision)5, "5", "Full, BFloat16 or Automatic"),
        Case(nameof(MuonImageClassificationTrainer.Options.Fit), o => o.Fit = (ImageFit)9, "9", "Crop, Stretch or Pad"),
        Case(nameof(MuonImageClassificationTrainer.Options.OnBadImage), o => o.OnBadImage = (BadImageAction)4, "4", "Refuse or Skip"),
        Case(nameof(MuonImageClassificationTrainer.Options.CacheBytes), o => o.CacheBytes = -1, "-1", "at least 0"),
        Case(nameof(MuonImageClassificationTrainer.Options.ValidationFraction), o => o.ValidationFraction = 1, "1", "less than 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.ValidationFraction), o => (o.ValidationFraction, o.ValidationSet) = (0.2, new MLContext().Data.LoadFromEnumerable(Array.Empty<TestData.Picture>())), "0.2", "choose one"),
        Case(nameof(MuonImageClassificationTrainer.Options.WeightAveraging), o => o.WeightAveraging = 1, "1", "less than 1"),
        Case(nameof(MuonImageClassificationTrainer.Options.WeightAveraging), o => (o.WeightAveraging, o.Muon) = (0.9, new MuonOptions { UseEma = true }), "UseEma", "Turn one of them off"),
        Case(nameof(MuonImageClassificationTrainer.Options.AugmentationStrength), o => o.AugmentationStrength = 2.5, "2.5", "from 0 to 2"),
        Case(nameof(MuonImageClassificationTrainer.Options.AugmentationStrength), o => o.AugmentationStrength = double.NaN, "NaN", "from 0 to 2"),
        Case(nameof(MuonImageClassificationTrainer.Options.PeakLearningRate), o => o.PeakLearningRate = 0, "0", "above 0"),
        Case(nameof(MuonImageClassificationTrainer.Options.PeakLearningRate), o => (o.PeakLearningRate, o.Muon) = (0.1, new MuonOptions()), "0.1", "Muon.LearningRate"),
        Case(nameof(MuonImageClassificationTrainer.Options.AdjustMuon), o => (o.AdjustMuon, o.Muon) = (_ => { }, new MuonOptions()), "set", "leave Muon null"),
        Case(nameof(MuonOptions.NsSteps), o => o.Muon = new MuonOptions { NsSteps = 0 }, "0", "NsSteps"),
    ];

    private static object[] Case(string option, Action<MuonImageClassificationTrainer.Options> change, string value, string range) => [option, change, value, range];

    [TestMethod]
    [DynamicData(nameof(OutOfRange))]
    public void Trainer_RefusesAnOptionOutOfRange_NamingOptionValueAndRange(string option, Action<MuonImageClassificationTrainer.Options> change, string value, string range)
    {
        MLContext context = new();
        MuonImageClassificationTrainer.Options options = new();
        change(options);

        ArgumentException error = Assert.Throws<ArgumentException>(() => context.MulticlassClassification.Trainers.MuonImageClassification(options));

        Assert.AreEqual(option, error.ParamName);
        StringAssert.Contains(error.Message, option);
        StringAssert.Contains(error.Message, value);
        StringAssert.Contains(error.Message, range);
    }

    [TestMethod]
    public void Trainer_RefusesNullOptions()
    {
        MLContext context = new();

        Assert.ThrowsExactly<ArgumentNullException>(() => context.MulticlassClassification.Trainers.MuonImageClassification((MuonImageClassificationTrainer.Options)null!));
    }

    [TestMethod]
    [DataRow(0, 0.0)]
    [DataRow(1, 1.0)]
    [DataRow(1, double.NaN)]
    public void EarlyStopping_RefusesValuesOutOfRange(int patience, double minDelta)
    {
        MLContext context = new();
        MuonImageClassificationTrainer.Options options = new()
        {
            ValidationSet = TestData.Stripes.View(context, 3),
            EarlyStopping = new EarlyStopping { Patience = patience, MinDelta = minDelta },
        };

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => context.MulticlassClassification.Trainers.MuonImageClassification(options));
    }
}

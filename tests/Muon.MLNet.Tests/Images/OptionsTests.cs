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

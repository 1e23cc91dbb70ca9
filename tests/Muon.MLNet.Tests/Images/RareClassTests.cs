using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images;

/// <summary>Classes that occur once, in one part of the data only, or after training for the first time.</summary>
[TestClass]
public sealed class RareClassTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void AClassThatTrainingNeverSaw_IsLeftOutOfTheMetrics_AsByTheTrainersOfMLNet()
    {
        ITransformer model = Stripes.Pipeline(_context).Fit(Stripes.View(_context, 120));
        List<Picture> test = Stripes.Pictures(30, seed: 2);
        double known = _context.MulticlassClassification.Evaluate(model.Transform(_context.Data.LoadFromEnumerable(test))).MicroAccuracy;
        List<Picture> withUnknown = [.. test, .. Stripes.Pictures(10, seed: 3).Select(picture => new Picture { Image = picture.Image, Label = "zebra" })];

        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(model.Transform(_context.Data.LoadFromEnumerable(withUnknown)));

        Assert.AreEqual(known, metrics.MicroAccuracy);
        Assert.AreEqual(3, metrics.ConfusionMatrix.NumberOfClasses);
        Assert.AreEqual(30, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()), 1e-9);
    }

    [TestMethod]
    public void AClassWithFewerPicturesThanFolds_IsStillAClassOfEveryFold()
    {
        List<Picture> pictures = Stripes.Pictures(60, seed: 1);
        pictures.Add(new Picture { Image = new float[64], Label = "blank" });
        pictures.Add(new Picture { Image = new float[64], Label = "blank" });
        IDataView data = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(pictures));

        var folds = _context.MulticlassClassification.CrossValidate(
            data, _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => options.MaxEpochs = 1)), numberOfFolds: 4);

        Assert.HasCount(4, folds);
        foreach (var fold in folds)
        {
            Assert.IsTrue(double.IsFinite(fold.Metrics.MicroAccuracy));
            Assert.AreEqual(4, fold.Model.GetOutputSchema(data.Schema)["Score"].Type is VectorDataViewType type ? type.Size : 0);
        }
    }

    [TestMethod]
    public void AClassWithOnePicture_KeepsItForTraining_WhenAFractionIsHeldBack()
    {
        List<Picture> pictures = Stripes.Pictures(40, seed: 1, classes: 2);
        pictures.Add(new Picture { Image = [.. Enumerable.Repeat(9f, 64)], Label = "bright" });
        IDataView data = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(pictures));
        List<EpochEndArguments> epochs = [];

        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.ValidationFraction = 0.25;
            options.OnEpochEnd = epochs.Add;
        })).Fit(data);

        CollectionAssert.Contains(model.ClassNames.ToArray(), "bright");
        Assert.IsTrue(epochs.TrueForAll(epoch => epoch.ValidationAccuracy is >= 0 and <= 1));
    }

    [TestMethod]
    public void TooFewPicturesToHoldAnyBack_IsSaid()
    {
        List<string> warnings = [];
        _context.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };
        List<EpochEndArguments> epochs = [];

        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.ValidationFraction = 0.25;
            options.OnEpochEnd = epochs.Add;
        })).Fit(Stripes.Keyed(_context, Stripes.View(_context, 3)));

        Assert.IsTrue(warnings.Exists(warning => warning.StartsWith("ValidationFraction is 0.25, but", StringComparison.Ordinal)), string.Join('\n', warnings));
        Assert.IsTrue(epochs.TrueForAll(epoch => epoch.ValidationAccuracy is null));
    }
}

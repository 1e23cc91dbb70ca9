using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images;

/// <summary>Pictures that a step in front of the trainer, such as LoadImages, fails to load.</summary>
[TestClass]
public sealed class FailedStepTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly PictureFiles _files = new();

    [TestCleanup]
    public void DeleteFiles() => _files.Dispose();

    [TestMethod]
    public void Refuse_NamesTheRowAndTheReason_AndKeepsTheCause()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Read(Images(Damaged())));

        StringAssert.Contains(error.Message, "Column 'Picture', row 4: the picture cannot be read: a step in front failed to load it");
        StringAssert.Contains(error.Message, "OnBadImage = BadImageAction.Skip");
        Assert.IsNotNull(error.InnerException);
    }

    [TestMethod]
    public void Skip_CountsAndNamesTheRows_AndLosesNoOther()
    {
        List<PathRow> rows = Damaged();
        rows.Insert(7, new PathRow { Path = Path.Combine(_files.Folder, "missing.png"), Label = "bright" });

        using ImageData data = Read(Images(rows), BadImageAction.Skip);

        CollectionAssert.AreEqual(new long[] { 4, 7 }, data.BadImages.Select(image => image.Row).ToArray());
        StringAssert.Contains(data.BadImages[1].Describe(), "row 7: a step in front failed to load it");
        StringAssert.Contains(data.BadImages[1].Describe(), "missing.png");
        Assert.AreEqual(10, data.Train.Count);
        Assert.AreEqual(5, data.Train.Classes.Count(target => target == 0));
    }

    [TestMethod]
    public void Skip_HoldsForTheWholeFit_AndThePredictionGivesNoScores()
    {
        IDataView images = Images(Damaged());
        using MuonImageClassificationTransformer model = Trainer(BadImageAction.Skip).Fit(images);

        float[][] scores = [.. model.Transform(images).GetColumn<float[]>("Score")];

        Assert.HasCount(11, scores);
        CollectionAssert.AreEqual(new[] { 4 }, Enumerable.Range(0, 11).Where(row => Array.TrueForAll(scores[row], float.IsNaN)).ToArray());
        Assert.AreEqual(10, scores.Count(score => Math.Abs(score.Sum() - 1) < 1e-5));
    }

    [TestMethod]
    public void Refuse_AtPrediction_NamesTheRow()
    {
        IDataView good = Images(_files.DarkAndBright(10));
        using MuonImageClassificationTransformer model = Trainer(BadImageAction.Refuse).Fit(good);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => model.Transform(Images(Damaged())).GetColumn<float[]>("Score").ToArray());

        StringAssert.Contains(error.Message, "row 4: the picture cannot be read");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void APredictionEngine_GivesNoScores_ForImagesAndForEncodedBytes(bool decodes)
    {
        IDataView rows = _context.Data.LoadFromEnumerable(_files.DarkAndBright(10));
        IEstimator<ITransformer> load = decodes
            ? _context.Transforms.LoadImages("Picture", "", nameof(PathRow.Path))
            : _context.Transforms.LoadRawImageBytes("Picture", "", nameof(PathRow.Path));
        ITransformer model = load.Append(Stripes.Pipeline(_context, Options(BadImageAction.Skip))).Fit(rows);
        using PredictionEngine<PathRow, PathPrediction> engine = _context.Model.CreatePredictionEngine<PathRow, PathPrediction>(model);

        PathPrediction missing = engine.Predict(new PathRow { Path = Path.Combine(_files.Folder, "missing.png") });
        PathPrediction bright = engine.Predict(new PathRow { Path = _files.Write("other.png", 20, 20, 215) });

        Assert.IsTrue(string.IsNullOrEmpty(missing.PredictedLabel), missing.PredictedLabel);
        Assert.AreEqual("bright", bright.PredictedLabel);
    }

    [TestMethod]
    public void EncodedBytes_WhichAreComputedInRowsTogether_SayToUsePathsInstead()
    {
        List<PathRow> rows = _files.DarkAndBright(10);
        using MuonImageClassificationTransformer model = Trainer(BadImageAction.Skip).Fit(Encoded(rows));
        rows.Insert(6, new PathRow { Path = Path.Combine(_files.Folder, "missing.png"), Label = "bright" });
        IDataView damaged = Encoded(rows);

        foreach (Action action in new Action[] { () => Read(damaged, BadImageAction.Skip), () => model.Transform(damaged).GetColumn<float[]>("Score").ToArray() })
        {
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(action);

            StringAssert.Contains(error.Message, "Column 'Picture'");
            StringAssert.Contains(error.Message, "at or after row 6");
            StringAssert.Contains(error.Message, "missing.png");
            StringAssert.Contains(error.Message, "column of paths");
        }
    }

    [TestMethod]
    public void AWishToStop_IsNoBadPicture()
    {
        Assert.IsFalse(FailedStep.IsOne(new InvalidOperationException("worker", new OperationCanceledException())));
        Assert.IsTrue(FailedStep.IsOne(new InvalidOperationException("worker", new FileNotFoundException())));
    }

    /// <summary>Ten pictures and a damaged one in row 4.</summary>
    private List<PathRow> Damaged()
    {
        List<PathRow> rows = _files.DarkAndBright(10);
        rows.Insert(4, new PathRow { Path = _files.WriteBytes("bad.png", 1, 2, 3), Label = "dark" });
        return rows;
    }

    private IDataView Images(List<PathRow> rows) => Load(rows, _context.Transforms.LoadImages("Picture", "", nameof(PathRow.Path)));

    private IDataView Encoded(List<PathRow> rows) => Load(rows, _context.Transforms.LoadRawImageBytes("Picture", "", nameof(PathRow.Path)));

    private IDataView Load(List<PathRow> rows, IEstimator<ITransformer> loader)
    {
        IDataView keyed = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(rows));
        return loader.Fit(keyed).Transform(keyed);
    }

    private MuonImageClassificationTrainer Trainer(BadImageAction action) =>
        _context.MulticlassClassification.Trainers.MuonImageClassification(Options(action));

    private ImageData Read(IDataView view, BadImageAction action = BadImageAction.Refuse) =>
        new ImageDataReader(Options(action), seed: 1, Path.Combine(_files.Folder, "cache")).Read(view);

    private static MuonImageClassificationTrainer.Options Options(BadImageAction action) => Stripes.Options(options =>
        (options.ImageColumnName, options.OnBadImage, options.MaxEpochs, options.BatchSize) = ("Picture", action, 5, 8));
}

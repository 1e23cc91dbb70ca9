using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Data;

[TestClass]
public sealed class ImageDataReaderTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly PictureFiles _files = new();

    [TestCleanup]
    public void DeleteFiles() => _files.Dispose();

    [TestMethod]
    public void PathsBytesAndImages_GiveTheSamePixels()
    {
        IDataView paths = View(_files.DarkAndBright(12, side: 33));
        IDataView bytes = _context.Transforms.LoadRawImageBytes("Picture", "", nameof(PathRow.Path)).Fit(paths).Transform(paths);
        IDataView images = _context.Transforms.LoadImages("Picture", "", nameof(PathRow.Path)).Fit(paths).Transform(paths);
        float[] expected = Pixels(paths, nameof(PathRow.Path));

        CollectionAssert.AreEqual(expected, Pixels(bytes, "Picture"));
        CollectionAssert.AreEqual(expected, Pixels(images, "Picture"));
        Assert.AreEqual(12 * 3 * 33 * 33, expected.Length);
    }

    [TestMethod]
    public void Examples_AreInTheOrderOfTheRows_WhereverTheyAreCached()
    {
        List<PathRow> rows = _files.DarkAndBright(60, side: 24);
        float[] inMemory = Pixels(View(rows), nameof(PathRow.Path));

        CollectionAssert.AreEqual(inMemory, Pixels(View(rows), nameof(PathRow.Path), options => options.CacheBytes = 0));
        CollectionAssert.AreEqual(inMemory, Pixels(View(rows), nameof(PathRow.Path), options => options.CacheBytes = 20_000));
        float[] reds = [.. Enumerable.Range(0, 60).Select(i => inMemory[i * 24 * 24 * 3])];
        CollectionAssert.AreEqual(Enumerable.Range(0, 60).Select(i => (float)((i % 2 == 0 ? 20 : 200) + (i % 30))).ToArray(), reds);
    }

    [TestMethod]
    public void Skip_CountsAndNamesEveryBadPicture_AndLosesNoOther()
    {
        List<PathRow> rows = _files.DarkAndBright(10);
        rows.Insert(2, new PathRow { Path = _files.WriteBytes("empty.jpg"), Label = "dark" });
        rows.Insert(5, new PathRow { Path = _files.WriteBytes("text.jpg", "This is no picture"u8.ToArray()), Label = "dark" });
        rows.Insert(7, new PathRow { Path = Path.Combine(_files.Folder, "missing.png"), Label = "bright" });
        rows.Insert(8, new PathRow { Path = "", Label = "bright" });
        rows.Add(new PathRow { Path = rows[0].Path, Label = "" });

        using ImageData data = Read(View(rows), options => options.OnBadImage = BadImageAction.Skip);

        CollectionAssert.AreEqual(new long[] { 2, 5, 7, 8 }, data.BadImages.Select(image => image.Row).ToArray());
        StringAssert.Contains(data.BadImages[0].Describe(), "empty.jpg': it is empty");
        StringAssert.Contains(data.BadImages[1].Describe(), "This is no pic");
        StringAssert.Contains(data.BadImages[2].Describe(), "does not exist");
        StringAssert.Contains(data.BadImages[3].Describe(), "there is no path");
        Assert.AreEqual(1, data.RowsWithoutLabel);
        Assert.AreEqual(10, data.Train.Count);
        Assert.AreEqual(rows.Count, data.Train.Count + data.BadImages.Count + data.RowsWithoutLabel);
    }

    [TestMethod]
    public void Refuse_NamesColumnRowFileReasonAndTheOption()
    {
        List<PathRow> rows = _files.DarkAndBright(8);
        rows.Insert(3, new PathRow { Path = _files.WriteBytes("notes.jpg", "notes"u8.ToArray()), Label = "dark" });

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Read(View(rows)));

        StringAssert.Contains(error.Message, "Column 'Path', row 3");
        StringAssert.Contains(error.Message, "notes.jpg");
        StringAssert.Contains(error.Message, "it is no");
        StringAssert.Contains(error.Message, "OnBadImage = BadImageAction.Skip");
    }

    [TestMethod]
    public void NothingButBadPictures_IsRefused_EvenWhenTheyAreSkipped()
    {
        List<PathRow> rows = [.. Enumerable.Range(0, 4).Select(i => new PathRow { Path = _files.WriteBytes($"{i}.jpg"), Label = i % 2 == 0 ? "a" : "b" })];

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Read(View(rows), options => options.OnBadImage = BadImageAction.Skip));

        StringAssert.Contains(error.Message, "4 were left out");
        StringAssert.Contains(error.Message, "0.jpg");
    }

    [TestMethod]
    public void ValidationFraction_SplitsEachClass_AndKeepsValidationAtTheSizeOfTheNetwork()
    {
        using ImageData data = Read(View(_files.DarkAndBright(40, side: 100)), options =>
        {
            options.ValidationFraction = 0.25;
            (options.ImageHeight, options.ImageWidth) = (72, 72);
        });

        Assert.AreEqual(30, data.Train.Count);
        Assert.AreEqual(10, data.Validation!.Count);
        Assert.AreEqual(5, data.Validation.Classes.Count(target => target == 0));
        using DisposeScope scope = NewDisposeScope();
        CollectionAssert.AreEqual(new long[] { 1, 3, 72, 72 }, data.Validation.Gather([0], CPU).Inputs.shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 72, 72 }, data.Train.GatherForTraining([0, 1], 1, 0, CPU).Inputs.shape);
        CollectionAssert.AreEqual(new long[] { 1, 3, 96, 96 }, data.Train.Gather([0], CPU).Inputs.shape, "room for crops");
    }

    [TestMethod]
    public void AClassWhoseTrainingPicturesAreAllBad_GetsOneBackThatWasHeldBack()
    {
        List<PathRow> rows = _files.DarkAndBright(20);
        rows.Add(new PathRow { Path = _files.Write("rare/0.png", 20, 20, 120), Label = "rare" });
        rows.Add(new PathRow { Path = _files.Write("rare/1.png", 20, 20, 120), Label = "rare" });
        bool[] held = StratifiedSplit.HoldBack([.. Enumerable.Range(0, 20).Select(i => i % 2), 2, 2], 0.5, seed: 1);
        File.WriteAllBytes(rows[Array.FindLastIndex(held, isHeld => !isHeld)].Path, [1, 2, 3]);

        using ImageData data = Read(View(rows), options => (options.OnBadImage, options.ValidationFraction) = (BadImageAction.Skip, 0.5));

        Assert.AreEqual(1, data.Train.Classes.Count(target => target == 2));
        Assert.DoesNotContain(2, data.Validation!.Classes);
        Assert.AreEqual((11, 10, 1), (data.Train.Count, data.Validation.Count, data.BadImages.Count));
        Assert.IsEmpty(data.LostClasses);
    }

    [TestMethod]
    public void AClassOfWhichNoPictureCanBeRead_IsNamed()
    {
        List<PathRow> rows = _files.DarkAndBright(10);
        rows.Add(new PathRow { Path = _files.WriteBytes("0.png", 1, 2, 3), Label = "rare" });
        rows.Add(new PathRow { Path = Path.Combine(_files.Folder, "missing.png"), Label = "rare" });

        using ImageData data = Read(View(rows), options => (options.OnBadImage, options.ValidationFraction) = (BadImageAction.Skip, 0.5));

        CollectionAssert.AreEqual(new[] { "rare" }, data.LostClasses.ToArray());
        Assert.AreEqual(3, data.Labels.Count, "it is still a class of the model");
    }

    [TestMethod]
    public void Statistics_EqualAPlainLoopOverTheStoredPixels()
    {
        IDataView view = View(_files.DarkAndBright(14, side: 17));
        using ImageData data = Read(view);
        float[] pixels = Pixels(view, nameof(PathRow.Path));

        for (int channel = 0; channel < 3; channel++)
        {
            double[] values = [.. pixels.Where((_, i) => i % 3 == channel).Select(value => (double)value)];
            double mean = values.Average();
            Assert.AreEqual(mean, data.Statistics.Mean[channel], 1e-4);
            Assert.AreEqual(1 / Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), data.Statistics.Scale[channel], 1e-6);
        }
    }

    [TestMethod]
    public void Inputs_KeepTheChannelsInnermostInMemory()
    {
        using ImageData data = Read(View(_files.DarkAndBright(4)));
        using DisposeScope scope = NewDisposeScope();

        CollectionAssert.AreEqual(new long[] { 20 * 20 * 3, 1, 20 * 3, 3 }, data.Train.Gather([0, 1], CPU).Inputs.stride());
        CollectionAssert.AreEqual(new long[] { 20 * 20 * 3, 1, 20 * 3, 3 }, data.Train.GatherForTraining([0, 1], 1, 0, CPU).Inputs.stride());
    }

    [TestMethod]
    public void Cancellation_EndsReading()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        IDataView view = View(_files.DarkAndBright(4));

        Assert.Throws<OperationCanceledException>(() => Read(view, options => options.CancellationToken = source.Token));
    }

    private IDataView View(IReadOnlyList<PathRow> rows) => Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(rows));

    private ImageData Read(IDataView view, Action<MuonImageClassificationTrainer.Options>? change = null)
    {
        MuonImageClassificationTrainer.Options options = new() { ImageColumnName = nameof(PathRow.Path) };
        change?.Invoke(options);
        return new ImageDataReader(options, seed: 1, Path.Combine(_files.Folder, "cache")).Read(view);
    }

    /// <summary>All pixels, (picture, row, column, colour) in row-major order.</summary>
    private float[] Pixels(IDataView view, string column, Action<MuonImageClassificationTrainer.Options>? change = null)
    {
        using ImageData data = Read(view, options =>
        {
            options.ImageColumnName = column;
            change?.Invoke(options);
        });
        using DisposeScope scope = NewDisposeScope();
        Batch batch = data.Train.Gather(Enumerable.Range(0, data.Train.Count).ToArray(), CPU);
        return batch.Inputs.permute(0, 2, 3, 1).contiguous().data<float>().ToArray();
    }
}

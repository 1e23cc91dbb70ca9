using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images;

/// <summary>Every mistake that a user can make with data gets an exception that names the column and what to do.</summary>
[TestClass]
public sealed class BadInputTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void LabelThatIsNotAKey()
    {
        IDataView data = Stripes.View(_context, 10);

        ArgumentOutOfRangeException atFit = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer().Fit(data));
        ArgumentOutOfRangeException inChain = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Transforms.CopyColumns("Copy", "Image").Append(Trainer()).Fit(data));

        foreach (string message in (string[])[atFit.Message, inChain.Message])
        {
            StringAssert.Contains(message, "label column 'Label'");
            StringAssert.Contains(message, "MapValueToKey");
            StringAssert.Contains(message, "String");
        }
    }

    [TestMethod]
    [DataRow("Label")]
    [DataRow("Image")]
    public void MissingColumn(string column)
    {
        IDataView data = _context.Transforms.DropColumns(column).Fit(Keyed(10)).Transform(Keyed(10));

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer().Fit(data));

        StringAssert.Contains(error.Message, $"'{column}'");
    }

    [TestMethod]
    public void MissingColumnAtPrediction()
    {
        using MuonImageClassificationTransformer model = Trainer().Fit(Keyed(30));
        IDataView data = _context.Transforms.DropColumns("Image").Fit(Keyed(10)).Transform(Keyed(10));

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(data));

        StringAssert.Contains(error.Message, "'Image'");
    }

    [TestMethod]
    public void ImageColumnOfTheWrongType()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(options => options.ImageColumnName = "Label").Fit(Keyed(10)));

        StringAssert.Contains(error.Message, "image column 'Label'");
        StringAssert.Contains(error.Message, "vector of Single");
    }

    [TestMethod]
    public void VectorThatIsNoSquare_SaysHowToGiveTheSize()
    {
        IDataView data = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new Wide { Image = new float[24], Label = i % 2 == 0 ? "a" : "b" })));

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer().Fit(data));
        StringAssert.Contains(error.Message, "ImageHeight");

        using MuonImageClassificationTransformer model = Trainer(options => (options.ImageHeight, options.ImageWidth) = (4, 6)).Fit(data);
        Assert.AreEqual(2, model.ClassNames.Count);
    }

    [TestMethod]
    public void VectorThatDoesNotFitTheOptions()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(options => (options.ImageHeight, options.ImageWidth) = (5, 7)).Fit(Keyed(10)));

        StringAssert.Contains(error.Message, "1×5×7");
    }

    [TestMethod]
    public void PicturesOfDifferentSizes_AreBroughtToOne()
    {
        IDataView data = Photos(Enumerable.Range(0, 6).Select(i => new Photo
        {
            Image = MLImage.CreateFromPixels(4, i == 5 ? 3 : 4, MLPixelFormat.Rgba32, new byte[4 * 4 * (i == 5 ? 3 : 4)]),
            Label = i % 2 == 0 ? "a" : "b",
        }).ToArray());

        using MuonImageClassificationTransformer model = Trainer().Fit(data);

        Assert.AreEqual(6, model.Transform(data).GetColumn<float[]>("Score").Count(score => float.IsFinite(score[0])));
    }

    [TestMethod]
    public void PictureThatIsNotThere()
    {
        IDataView data = Photos([new Photo { Label = "a" }, new Photo { Label = "b" }]);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(data));

        StringAssert.Contains(error.Message, "Column 'Image', row 0: the picture cannot be read: there is no picture");
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void PixelThatIsNotFinite(float value)
    {
        List<Picture> pictures = Stripes.Pictures(20, seed: 1);
        pictures[7].Image[12] = value;

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(pictures))));

        StringAssert.Contains(error.Message, "Column 'Image', row 7: value 12 is");
    }

    [TestMethod]
    public void PixelThatIsNotFinite_AtPrediction()
    {
        ITransformer model = Stripes.Pipeline(_context).Fit(Stripes.View(_context, 30));
        using PredictionEngine<Picture, PredictedStripes> engine = _context.Model.CreatePredictionEngine<Picture, PredictedStripes>(model);
        Picture picture = Stripes.Pictures(1, seed: 1)[0];
        picture.Image[3] = float.NaN;

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => engine.Predict(picture));

        StringAssert.Contains(error.Message, "value 3 is NaN");
    }

    [TestMethod]
    public void NoRows()
    {
        IDataView data = _context.Data.FilterRowsByColumn(_context.Transforms.CopyColumns("X", "Number").Fit(Numbered()).Transform(Numbered()), "X", 100, 200);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(data));

        StringAssert.Contains(error.Message, "no rows to train on");
    }

    [TestMethod]
    public void NoRowHasALabel()
    {
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Stripes.View(_context, 30));
        IDataView unknown = toKey.Transform(_context.Data.LoadFromEnumerable(Stripes.Pictures(9, seed: 1).Select(picture => new Picture { Image = picture.Image, Label = "never seen" })));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(unknown));

        StringAssert.Contains(error.Message, "9 lack one");
    }

    [TestMethod]
    public void SomeRowsHaveNoLabel_AreLeftOutAndCounted()
    {
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Stripes.View(_context, 30));
        IDataView data = toKey.Transform(_context.Data.LoadFromEnumerable(Stripes.Pictures(60, seed: 1).Select((picture, i) => new Picture { Image = picture.Image, Label = i % 20 == 0 ? "never seen" : picture.Label })));
        List<string> warnings = [];
        _context.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };

        using MuonImageClassificationTransformer model = Trainer().Fit(data);

        Assert.IsTrue(warnings.Exists(warning => warning.StartsWith("3 rows have no label in column 'Label'", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void OneClassOnly()
    {
        IDataView data = Stripes.Keyed(_context, Stripes.View(_context, 10, classes: 1));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(data));

        StringAssert.Contains(error.Message, "one class only");
    }

    [TestMethod]
    public void SeveralKeysButOneClassInTheRows()
    {
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Stripes.View(_context, 30));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(toKey.Transform(Stripes.View(_context, 10, classes: 1))));

        StringAssert.Contains(error.Message, "All 10 rows have the label 'rising'");
    }

    [TestMethod]
    public void ValidationSetWithOtherKeys()
    {
        IDataView other = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(Stripes.Pictures(30, seed: 1).AsEnumerable().Reverse()));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(options => options.ValidationSet = other).Fit(Keyed(30)));

        StringAssert.Contains(error.Message, "same fitted MapValueToKey");
    }

    [TestMethod]
    public void GpuThatIsNotThere()
    {
        if (TorchSharp.torch.cuda.is_available())
        {
            Assert.Inconclusive("This machine has a GPU.");
        }

        _context.GpuDeviceId = 0;
        _context.FallbackToCpu = false;
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer().Fit(Keyed(30)));
        StringAssert.Contains(error.Message, "GpuDeviceId is 0");

        _context.FallbackToCpu = true;
        using MuonImageClassificationTransformer model = Trainer().Fit(Keyed(30));
        Assert.AreEqual(3, model.ClassNames.Count);
    }

    [TestMethod]
    public void TrainingThatDiverges_SaysSo()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(options =>
        {
            options.Muon = new MuonOptions { LearningRate = 1e30 };
            options.MaxEpochs = 50;
        }).Fit(Keyed(60)));

        StringAssert.Contains(error.Message, "training diverged");
        StringAssert.Contains(error.Message, "LearningRate");
    }

    [TestMethod]
    public void PredictionAfterDispose()
    {
        MuonImageClassificationTransformer model = Trainer().Fit(Keyed(30));
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Transform(Keyed(3)).GetColumn<float[]>("Score").First());
    }

    private MuonImageClassificationTrainer Trainer(Action<MuonImageClassificationTrainer.Options>? change = null) =>
        _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(change));

    private IDataView Keyed(int count) => Stripes.Keyed(_context, Stripes.View(_context, count));

    private IDataView Numbered() => Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(
        Stripes.Pictures(10, seed: 1).Select((picture, i) => new NumberedPicture { Image = picture.Image, Label = picture.Label, Number = i })));

    private sealed class NumberedPicture
    {
        [VectorType(64)]
        public float[] Image { get; set; } = [];

        public string Label { get; set; } = "";

        public float Number { get; set; }
    }

    private sealed class Wide
    {
        [VectorType(24)]
        public float[] Image { get; set; } = [];

        public string Label { get; set; } = "";
    }

    /// <summary>Photographs as a column of images whose type says no size.</summary>
    private IDataView Photos(IEnumerable<Photo> photos) => Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(photos));

    private sealed class Photo
    {
        [ImageOfAnySize]
        public MLImage? Image { get; set; }

        public string Label { get; set; } = "";
    }

    /// <summary>ML.NET's own attribute for images, without a size, asks for one.</summary>
    private sealed class ImageOfAnySizeAttribute : DataViewTypeAttribute
    {
        public override bool Equals(DataViewTypeAttribute? other) => other is ImageOfAnySizeAttribute;

        public override int GetHashCode() => 0;

        public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
    }
}

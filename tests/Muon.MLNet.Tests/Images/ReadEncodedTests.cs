using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class ReadEncodedTests
{
    [TestMethod]
    public void TheBytesOfFilesAreClassifiedAsTheFilesAre()
    {
        using PictureFiles files = new();
        MLContext context = new(seed: 1);
        List<PathRow> rows = files.DarkAndBright(12);
        IDataView paths = context.Data.LoadFromEnumerable(rows);
        using MuonImageClassificationTransformer model = Fit(context, paths);
        float[][] expected = Scores(model, paths);
        IDataView bytes = context.Data.LoadFromEnumerable(rows.Select(row => new EncodedRow { Bytes = File.ReadAllBytes(row.Path) }));

        MuonImageClassificationTransformer encoded = model.ReadEncoded("Bytes");
        float[][] actual = Scores(encoded, bytes);

        for (int i = 0; i < rows.Count; i++)
        {
            CollectionAssert.AreEqual(expected[i], actual[i]);
        }

        Assert.AreEqual("Bytes", encoded.FeatureColumnName);
        Assert.AreEqual("Path", model.FeatureColumnName);
        string file = Path.Combine(files.Folder, "encoded.zip");
        context.Model.Save(encoded, bytes.Schema, file);
        CollectionAssert.AreEqual(expected[3], Scores(new MLContext().Model.Load(file, out _), bytes)[3]);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void TheSharedNetworkIsFreedOnceAndForBoth(bool originalFirst)
    {
        using PictureFiles files = new();
        MLContext context = new(seed: 1);
        IDataView paths = context.Data.LoadFromEnumerable(files.DarkAndBright(12));
        long before = LiveTensors.Count();
        MuonImageClassificationTransformer model = Fit(context, paths);
        MuonImageClassificationTransformer encoded = model.ReadEncoded("Bytes");
        IDataView bytes = context.Data.LoadFromEnumerable([new EncodedRow { Bytes = [1] }]);

        (originalFirst ? model : encoded).Dispose();
        Assert.AreEqual(before, LiveTensors.Count());
        Assert.Throws<ObjectDisposedException>(() => Scores(encoded, bytes));
        Assert.Throws<ObjectDisposedException>(() => Scores(model, paths));
        model.Dispose();
        encoded.Dispose();
    }

    [TestMethod]
    public void AModelOfVectorsIsRefused()
    {
        MLContext context = new(seed: 1);
        using MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers
            .MuonImageClassification(Stripes.Options(options => options.MaxEpochs = 1)).Fit(Stripes.Keyed(context, Stripes.View(context, 30)));

        Assert.Contains("'Image'", Assert.ThrowsExactly<NotSupportedException>(() => model.ReadEncoded("Bytes")).Message);
    }

    private static MuonImageClassificationTransformer Fit(MLContext context, IDataView paths)
    {
        MuonImageClassificationTrainer.Options options = new() { ImageColumnName = "Path", MaxEpochs = 1, Seed = 1, ImageWidth = 16, ImageHeight = 16, Architecture = ImageArchitecture.SmallConvNet };
        return context.MulticlassClassification.Trainers.MuonImageClassification(options)
            .Fit(context.Transforms.Conversion.MapValueToKey("Label").Fit(paths).Transform(paths));
    }

    private static float[][] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>("Score")];

    private sealed class EncodedRow
    {
        public byte[] Bytes { get; set; } = [];
    }
}

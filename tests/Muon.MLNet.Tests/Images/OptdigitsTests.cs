using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;
using Muon.Testing;

namespace Muon.MLNet.Tests.Images;

/// <summary>Real digits, 8×8 pixels, with the split of their authors: other people wrote the test digits.</summary>
[TestClass]
public sealed class OptdigitsTests
{
    private const int Epochs = 20;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void FromScratch_ReachesTheAccuracyThatIsPromised()
    {
        string folder = TestPaths.RequireData("optdigits");
        MLContext context = new(seed: 1);
        IDataView train = context.Data.LoadFromEnumerable(Read(Path.Combine(folder, "optdigits-train.csv")));
        IDataView test = context.Data.LoadFromEnumerable(Read(Path.Combine(folder, "optdigits-test.csv")));

        ITransformer model = Stripes.Pipeline(context, new MuonImageClassificationTrainer.Options { MaxEpochs = Epochs, BatchSize = 128, WeightAveraging = 0.99 }).Fit(train);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(test));

        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"optdigits, {Epochs} epochs: {metrics.MicroAccuracy:F4}"));
        Assert.IsGreaterThanOrEqualTo(0.985, metrics.MicroAccuracy);
    }

    private static List<Picture> Read(string path) => [.. File.ReadLines(path).Select(line =>
    {
        string[] fields = line.Split(',');
        return new Picture
        {
            Image = [.. fields[..^1].Select(field => float.Parse(field, CultureInfo.InvariantCulture))],
            Label = fields[^1],
        };
    })];
}

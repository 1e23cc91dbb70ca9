using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

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
        MLContext context = new(seed: 1);
        IDataView train = context.Data.LoadFromEnumerable(Optdigits.Train());
        IDataView test = context.Data.LoadFromEnumerable(Optdigits.Test());

        ITransformer model = Stripes.Pipeline(context, new MuonImageClassificationTrainer.Options { MaxEpochs = Epochs, BatchSize = 128, WeightAveraging = 0.99 }).Fit(train);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(test));

        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"optdigits, {Epochs} epochs: {metrics.MicroAccuracy:F4}"));
        Assert.IsGreaterThanOrEqualTo(0.985, metrics.MicroAccuracy);
    }
}

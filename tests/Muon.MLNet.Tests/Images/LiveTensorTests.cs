using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Networks;
using Muon.MLNet.Tests.TestData;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class LiveTensorTests
{
    [TestMethod]
    public void FitTransformPredictDispose_LeaveNoNativeTensorBehind()
    {
        RunOnce(rows: 100, predictions: 10);
        long drift = CountedForGoodPerNetwork();
        long before = Live();

        RunOnce(rows: 10_000, predictions: 1_000);

        Assert.IsLessThanOrEqualTo(before + drift, Live());
    }

    [TestMethod]
    public void AFailedFit_LeavesNoNativeTensorBehind()
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 60));
        void Fail() => Assert.ThrowsExactly<InvalidOperationException>(() => context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.ValidationSet = data;
            options.OnEpochEnd = _ => throw new InvalidOperationException("from the callback");
        })).Fit(data));

        Fail();
        long drift = CountedForGoodPerNetwork();
        long before = Live();
        Fail();

        Assert.IsLessThanOrEqualTo(before + drift, Live());
    }

    [TestMethod]
    public void AModelOutlivesTheDisposeScopeItWasMadeIn()
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 60));
        using MemoryStream file = new(), again = new();
        MuonImageClassificationTransformer trained;
        ITransformer loaded;
        using (NewDisposeScope())
        {
            trained = context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(data);
            context.Model.Save(trained, data.Schema, file);
            file.Position = 0;
            loaded = context.Model.LoadMuon(file, out _);
        }

        float[][] expected = [.. trained.Transform(data).GetColumn<float[]>("Score")];
        float[][] actual = [.. loaded.Transform(data).GetColumn<float[]>("Score")];
        for (int row = 0; row < expected.Length; row++)
        {
            CollectionAssert.AreEqual(expected[row], actual[row]);
        }

        context.Model.Save(trained, data.Schema, again);
        Assert.AreEqual(file.Length, again.Length);
        trained.Dispose();
        (loaded as IDisposable)?.Dispose();
    }

    private static void RunOnce(int rows, int predictions)
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 200));
        MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.MaxEpochs = 2;
            options.ValidationSet = data;
        })).Fit(data);
        Assert.AreEqual(rows, model.Transform(Stripes.View(context, rows)).GetColumn<float[]>("Score").Count());
        using (PredictionEngine<Picture, Probabilities> engine = context.Model.CreatePredictionEngine<Picture, Probabilities>(model))
        {
            foreach (Picture picture in Stripes.Pictures(predictions, seed: 2))
            {
                Assert.HasCount(3, engine.Predict(picture).Score);
            }
        }

        model.Dispose();
    }

    /// <summary>
    /// TorchSharp never takes the tensor that a parameter was made of off its count, so every network that is built raises
    /// the count by up to one per parameter, for good. The portable one counts right, and this is 0.
    /// </summary>
    private static long CountedForGoodPerNetwork()
    {
        using SmallConvNet network = new(new ImageNetworkConfiguration(1, 8, 8, 3));
        long before = Live();
        new Parameter(ones(1)).Dispose();
        return (Live() - before) * network.parameters().Count();
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    private sealed class Probabilities
    {
        public float[] Score { get; set; } = [];
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class LiveTensorTests
{
    [TestMethod]
    public void FitTransformPredictDispose_LeaveNoNativeTensorBehind()
    {
        RunOnce(rows: 100, predictions: 10);
        long before = Live();

        RunOnce(rows: 10_000, predictions: 1_000);

        Assert.AreEqual(before, Live());
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
        long before = Live();
        Fail();

        Assert.AreEqual(before, Live());
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

using Microsoft.ML;
using Muon.MLNet.Catalog;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Catalog;

[TestClass]
public sealed class MuonTrainersCatalogTests
{
    [TestMethod]
    public void ShortOverload_TakesColumnNamesAndMuonOptions()
    {
        MLContext context = new(seed: 1);
        IDataView data = context.Transforms.CopyColumns("Pixels", "Image").Append(context.Transforms.CopyColumns("Kind", "Label")).Append(context.Transforms.Conversion.MapValueToKey("Kind"))
            .Fit(Stripes.View(context, 60)).Transform(Stripes.View(context, 60));

        using MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers
            .MuonImageClassification("Kind", "Pixels", new MuonOptions { LearningRate = 0.01, WeightDecay = 0.01 }).Fit(data);

        Assert.AreEqual("Pixels", model.FeatureColumnName);
        Assert.IsGreaterThan(0.9, context.MulticlassClassification.Evaluate(model.Transform(data), labelColumnName: "Kind").MicroAccuracy);
    }

    [TestMethod]
    public void TheEnvironmentBehindTheCatalog_IsThatOfTheContext()
    {
        MLContext context = new(seed: 3);
        context.GpuDeviceId = 4;
        context.FallbackToCpu = true;

        EnvironmentAccess access = EnvironmentAccess.Of(context.MulticlassClassification.Trainers);

        Assert.AreEqual(4, access.GpuDeviceId);
        Assert.IsTrue(access.FallbackToCpu);
        List<string> messages = [];
        context.Log += (_, e) => messages.Add(e.RawMessage);
        access.Host.Start("test").Dispose();
        Assert.IsNotEmpty(messages);
    }

    [TestMethod]
    public void TheOverloadWithAContext_NeedsNoReflection_AndGivesTheSameModel()
    {
        float[] Scores(Func<MLContext, MuonImageClassificationTrainer> create)
        {
            MLContext context = new(seed: 1);
            IDataView data = Stripes.Keyed(context, Stripes.View(context, 30));
            using MuonImageClassificationTransformer model = create(context).Fit(data);
            return Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float[]>(model.Transform(data), "Score").First();
        }

        MuonImageClassificationTrainer.Options options = Stripes.Options(o => o.MaxEpochs = 1);
        CollectionAssert.AreEqual(
            Scores(context => context.MulticlassClassification.Trainers.MuonImageClassification(options)),
            Scores(context => context.MulticlassClassification.Trainers.MuonImageClassification(context, options)));
    }

    [TestMethod]
    public void ACatalogOfAnotherKind_GetsAContextOfItsOwn()
    {
        EnvironmentAccess access = EnvironmentAccess.Of(new object());

        Assert.IsNull(access.GpuDeviceId);
        Assert.IsFalse(access.FallbackToCpu);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class MuonImageClassificationTrainerTests
{
    [TestMethod]
    public void Fit_LearnsTheTask_AndEvaluateSeesIt()
    {
        MLContext context = new(seed: 1);
        ITransformer model = Stripes.Pipeline(context).Fit(Stripes.View(context, 300));

        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(Stripes.View(context, 90, seed: 2)), topKPredictionCount: 2);

        Assert.IsGreaterThan(0.95, metrics.MicroAccuracy);
        Assert.IsGreaterThanOrEqualTo(metrics.MicroAccuracy, metrics.TopKAccuracy);
        Assert.AreEqual(3, metrics.ConfusionMatrix.NumberOfClasses);
        StringAssert.Contains(metrics.ConfusionMatrix.GetFormattedConfusionTable(), "upright");
    }

    [TestMethod]
    public void Fit_TwiceWithOneSeed_GivesTheSamePredictionsBitForBit()
    {
        float[][] Scores()
        {
            MLContext context = new(seed: 5);
            IDataView data = Stripes.View(context, 120);
            ITransformer model = Stripes.Pipeline(context, Stripes.Options(options => options.Seed = null)).Fit(data);
            return [.. model.Transform(data).GetColumn<float[]>("Score")];
        }

        foreach ((float[] first, float[] second) in Scores().Zip(Scores()))
        {
            CollectionAssert.AreEqual(first, second);
        }
    }

    [TestMethod]
    public void Fit_TheSameTrainerTwice_GivesTheSameModel()
    {
        MLContext context = new();
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 60));
        MuonImageClassificationTrainer trainer = context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => options.Seed = null));

        using MuonImageClassificationTransformer first = trainer.Fit(data);
        using MuonImageClassificationTransformer second = trainer.Fit(data);

        CollectionAssert.AreEqual(first.Transform(data).GetColumn<float[]>("Score").First(), second.Transform(data).GetColumn<float[]>("Score").First());
    }

    [TestMethod]
    public void Score_IsAProbabilityAnnotatedWithTheClasses()
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 60));
        using MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(data);

        IDataView predictions = model.Transform(data);

        VBuffer<ReadOnlyMemory<char>> names = default;
        predictions.Schema["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(Stripes.Names, names.DenseValues().Select(name => name.ToString()).ToArray());
        predictions.Schema["PredictedLabel"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(Stripes.Names, names.DenseValues().Select(name => name.ToString()).ToArray());
        CollectionAssert.AreEqual(Stripes.Names, model.ClassNames.ToArray());
        foreach (float[] score in predictions.GetColumn<float[]>("Score"))
        {
            Assert.AreEqual(1, score.Sum(), 1e-5);
        }

        uint[] keys = [.. predictions.GetColumn<uint>("PredictedLabel")];
        uint[] best = [.. predictions.GetColumn<float[]>("Score").Select(score => (uint)Array.IndexOf(score, score.Max()) + 1)];
        CollectionAssert.AreEqual(best, keys);
    }

    [TestMethod]
    public void PredictionEngine_AgreesWithTransform()
    {
        MLContext context = new(seed: 1);
        List<Picture> pictures = Stripes.Pictures(150, seed: 1);
        ITransformer model = Stripes.Pipeline(context).Fit(context.Data.LoadFromEnumerable(pictures));
        float[][] expected = [.. model.Transform(context.Data.LoadFromEnumerable(pictures)).GetColumn<float[]>("Score")];

        using PredictionEngine<Picture, PredictedStripes> engine = context.Model.CreatePredictionEngine<Picture, PredictedStripes>(model);
        for (int i = 0; i < pictures.Count; i++)
        {
            PredictedStripes prediction = engine.Predict(pictures[i]);
            for (int k = 0; k < 3; k++)
            {
                Assert.AreEqual(expected[i][k], prediction.Score[k], 1e-5f);
            }
        }
    }

    [TestMethod]
    public void CrossValidate_Works()
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 150));

        var folds = context.MulticlassClassification.CrossValidate(data, context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()), numberOfFolds: 2);

        Assert.HasCount(2, folds);
        Assert.IsGreaterThan(0.8, folds.Average(fold => fold.Metrics.MicroAccuracy));
    }

    [TestMethod]
    public void Fit_ReportsStepsAndEpochs()
    {
        MLContext context = new(seed: 1);
        List<TrainingStepArguments> steps = [];
        List<EpochEndArguments> epochs = [];
        MuonImageClassificationTrainer.Options options = Stripes.Options(o =>
        {
            o.OnStep = steps.Add;
            o.OnEpochEnd = epochs.Add;
            o.BatchSize = 25;
        });

        Stripes.Pipeline(context, options).Fit(Stripes.View(context, 90));

        Assert.HasCount(4 * 4, steps);
        Assert.AreEqual(4, steps[0].StepsPerEpoch);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, epochs.Select(epoch => epoch.Epoch).ToArray());
        Assert.IsTrue(epochs.All(epoch => epoch.ValidationLoss is null && epoch.IsBest));
        Assert.IsLessThan(epochs[0].TrainLoss, epochs[^1].TrainLoss);
        StringAssert.Contains(epochs[0].ToString(), "epoch 1/4");
        Assert.IsTrue(steps.TrueForAll(step => step.LearningRate > 0));
        Assert.AreEqual(steps[^1].LearningRate, epochs[^1].LearningRate);
    }

    [TestMethod]
    public void Fit_WithValidationSet_KeepsTheBestEpoch()
    {
        MLContext context = new(seed: 1);
        IDataView train = Stripes.View(context, 150);
        var toKey = context.Transforms.Conversion.MapValueToKey("Label").Fit(train);
        IDataView validation = toKey.Transform(Stripes.View(context, 60, seed: 3));
        List<EpochEndArguments> epochs = [];
        MuonImageClassificationTrainer.Options options = Stripes.Options(o =>
        {
            o.ValidationSet = validation;
            o.MaxEpochs = 6;
            o.OnEpochEnd = epochs.Add;
        });

        using MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers.MuonImageClassification(options).Fit(toKey.Transform(train));

        double accuracy = context.MulticlassClassification.Evaluate(model.Transform(validation)).MicroAccuracy;
        Assert.AreEqual(epochs.Max(epoch => epoch.ValidationAccuracy!.Value), accuracy, 1e-9);
    }

    [TestMethod]
    public void Fit_StopsEarly_WhenValidationNoLongerRises()
    {
        MLContext context = new(seed: 1);
        IDataView data = Stripes.Keyed(context, Stripes.View(context, 150));
        int epochs = 0;
        MuonImageClassificationTrainer.Options options = Stripes.Options(o =>
        {
            o.ValidationSet = data;
            o.MaxEpochs = 200;
            o.EarlyStopping = new EarlyStopping { Patience = 2 };
            o.OnEpochEnd = _ => epochs++;
        });

        using MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers.MuonImageClassification(options).Fit(data);

        Assert.IsLessThan(200, epochs);
        Assert.IsGreaterThan(0.95, context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
    }

    [TestMethod]
    public void Fit_CancelledAfterSomeSteps_KeepsWhatWasLearned()
    {
        MLContext context = new(seed: 1);
        using CancellationTokenSource source = new();
        int steps = 0;
        MuonImageClassificationTrainer.Options options = Stripes.Options(o =>
        {
            o.CancellationToken = source.Token;
            o.OnStep = _ =>
            {
                if (++steps == 3)
                {
                    source.Cancel();
                }
            };
        });

        ITransformer model = Stripes.Pipeline(context, options).Fit(Stripes.View(context, 150));

        Assert.AreEqual(3, steps);
        Assert.AreEqual(150, model.Transform(Stripes.View(context, 150)).GetColumn<string>("PredictedLabel").Count());
    }

    [TestMethod]
    public void Fit_CancelledBeforeTheFirstStep_Throws()
    {
        MLContext context = new(seed: 1);
        MuonImageClassificationTrainer.Options options = Stripes.Options(o => o.CancellationToken = new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(() => Stripes.Pipeline(context, options).Fit(Stripes.View(context, 30)));
    }

    [TestMethod]
    public void Fit_LogsDeviceRoutingAndEpochs()
    {
        MLContext context = new(seed: 1);
        List<string> messages = [];
        context.Log += (_, e) => messages.Add(e.RawMessage);

        Stripes.Pipeline(context).Fit(Stripes.View(context, 60));

        Assert.IsTrue(messages.Exists(message => message.StartsWith("Device: CPU", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Exists(message => message.Contains("AdamW", StringComparison.Ordinal) && message.Contains("head", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Exists(message => message.StartsWith("epoch 4/4", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_LabelsOfEveryKeyType_AndValueType()
    {
        MLContext context = new(seed: 1);
        IDataView data = context.Data.LoadFromEnumerable(Stripes.Pictures(60, seed: 1).Select((picture, i) => new NumberedPicture { Image = picture.Image, Label = (i % 3) * 1.5f }));

        ITransformer model = Stripes.Pipeline(context).Fit(data);

        IEnumerable<float> predictions = model.Transform(data).GetColumn<float>("PredictedLabel");
        Assert.IsTrue(predictions.All(value => value is 0f or 1.5f or 3f));
    }

    private sealed class NumberedPicture
    {
        [VectorType(64)]
        public float[] Image { get; set; } = [];

        public float Label { get; set; }
    }
}

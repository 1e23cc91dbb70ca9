using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Training.Continuation;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images;

/// <summary>Fit with a previous model.</summary>
[TestClass]
public sealed class ContinueTrainingTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void OnTheSameDigits_StartsAtTheAccuracyThatWasReached()
    {
        IDataView train = Keyed(Optdigits.Train().Take(1500));
        List<Picture> test = Optdigits.Test();
        using MuonImageClassificationTransformer first = Fit(train, options => options.MaxEpochs = 3);
        double reached = TextAccuracy(first, test);
        List<double> losses = [];
        string before = Digest(first);

        using MuonImageClassificationTransformer second = Trainer(options =>
        {
            (options.Seed, options.MaxEpochs, options.Muon) = (2, 1, MuonImageClassificationTrainer.DefaultMuonOptions(12, 0.002));
            options.OnStep = step => losses.Add(step.Loss);
        }).Fit(train, first);

        Assert.IsGreaterThan(0.9, reached);
        Assert.IsLessThan(0.5, losses[0], "log(10) = 2.3 is where a new network starts");
        Assert.IsGreaterThan(reached - 0.01, TextAccuracy(second, test));
        Assert.AreEqual(before, Digest(first), "the previous model is as it was");
    }

    [TestMethod]
    public void TenDigitsFromEight_KeepPredictingTheEight_BeforeTheFirstStep()
    {
        IDataView eight = Keyed(Optdigits.Train().Where(picture => IsEarly(picture)).Take(1500));
        using MuonImageClassificationTransformer first = Fit(eight, options => options.MaxEpochs = 3);
        ImageNetworkConfiguration grown = ((ImageClassifier)first.Classifier).Configuration.Network with { Classes = 10 };
        using ImageNetwork network = SeededGenerator.Run(3, () => ImageNetworkFactory.Create(grown));
        using ImageNetwork fresh = SeededGenerator.Run(3, () => ImageNetworkFactory.Create(grown));

        PreviousNetwork.CopyInto(first.Classifier, network, 10);

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.eval();
        float[] pixels = [.. Optdigits.Test().Where(IsEarly).Take(200).SelectMany(picture => picture.Image)];
        Tensor input = tensor(pixels, [200, 1, 8, 8]);
        Tensor old = ((ImageClassifier)first.Classifier).Network.forward(input), now = network.forward(input);
        Assert.AreEqual(0, (now.narrow(1, 0, 8) - old).abs().max().ToDouble());
        Assert.IsGreaterThan(190, now.argmax(1).eq(old.argmax(1)).sum().item<long>());
        Tensor rows = network.state_dict()["head.weight"], freshRows = fresh.state_dict()["head.weight"];
        Assert.IsTrue(rows.narrow(0, 8, 2).equal(freshRows.narrow(0, 8, 2)).all().ToBoolean(), "the new rows are those of a new network of the seed");
    }

    [TestMethod]
    public void TenDigitsFromEight_LearnTheTwo()
    {
        List<Picture> all = Optdigits.Train();
        using MuonImageClassificationTransformer first = Fit(Keyed(all.Where(IsEarly).Take(1200)), options => options.MaxEpochs = 3);

        using MuonImageClassificationTransformer second = Trainer(options => options.MaxEpochs = 2).Fit(Keyed(all.Skip(1000).Take(1500)), first);

        CollectionAssert.AreEqual(first.ClassNames.ToArray(), second.ClassNames.Take(8).ToArray());
        CollectionAssert.AreEquivalent(new[] { "8", "9" }, second.ClassNames.Skip(8).ToArray());
        Assert.IsGreaterThan(0.93, TextAccuracy(second, Optdigits.Test()));
    }

    [TestMethod]
    public void KeysInAnotherOrder_AreTheSameClasses()
    {
        List<Picture> pictures = Stripes.Pictures(90, seed: 1);
        using MuonImageClassificationTransformer first = Stripes1(Keyed(pictures));
        List<Picture> turned = [.. pictures.AsEnumerable().Reverse()];
        List<double> losses = [];

        using MuonImageClassificationTransformer second = Small(options => options.OnStep = step => losses.Add(step.Loss)).Fit(Keyed(turned), first);

        CollectionAssert.AreEqual(first.ClassNames.ToArray(), second.ClassNames.ToArray());
        Assert.IsLessThan(0.3, losses[0]);
        Assert.AreEqual(1, TextAccuracy(second, Stripes.Pictures(60, seed: 2)));
    }

    [TestMethod]
    public void AClassThatTheDataLacks_Stays()
    {
        using MuonImageClassificationTransformer first = Stripes1(Keyed(Stripes.Pictures(90, seed: 1)));

        using MuonImageClassificationTransformer second = Small(options => (options.MaxEpochs, options.Muon) = (1, MuonImageClassificationTrainer.DefaultMuonOptions(2, 0.001)))
            .Fit(Keyed(Stripes.Pictures(60, seed: 3, classes: 2)), first);

        CollectionAssert.AreEqual(first.ClassNames.ToArray(), second.ClassNames.ToArray());
        Assert.AreEqual(1, TextAccuracy(second, Stripes.Pictures(60, seed: 2)));
    }

    [TestMethod]
    public void PixelStatistics_AreThePreviousModels()
    {
        using MuonImageClassificationTransformer first = Stripes1(Keyed(Stripes.Pictures(90, seed: 1)));
        List<Picture> bright = Stripes.Pictures(90, seed: 4);
        foreach (Picture picture in bright)
        {
            picture.Image = [.. picture.Image.Select(value => (10 * value) + 3)];
        }

        using MuonImageClassificationTransformer second = Small().Fit(Keyed(bright), first);

        CollectionAssert.AreEqual(Statistics(first).Mean, Statistics(second).Mean);
        CollectionAssert.AreEqual(Statistics(first).Scale, Statistics(second).Scale);
    }

    [TestMethod]
    public void PictureFiles_AreScaledToTheModelsSize()
    {
        using PictureFiles files = new();
        IDataView small = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(files.DarkAndBright(20)));
        using MuonImageClassificationTransformer first = Paths().Fit(small);
        List<PathRow> large = [.. files.DarkAndBright(20, side: 60), new PathRow { Path = files.Write("grey.png", 50, 70, 120), Label = "grey" }, new PathRow { Path = files.Write("grey2.png", 50, 70, 125), Label = "grey" }];

        using MuonImageClassificationTransformer second = Paths(options => options.ValidationFraction = 0.2).Fit(Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(large)), first);

        ImageNetworkConfiguration before = ((ImageClassifier)first.Classifier).Configuration.Network, after = ((ImageClassifier)second.Classifier).Configuration.Network;
        Assert.AreEqual(before with { Classes = 3 }, after);
        CollectionAssert.AreEqual(new[] { "dark", "bright", "grey" }, second.ClassNames.ToArray());
        CollectionAssert.AreEqual(Statistics(first).Mean, Statistics(second).Mean);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Small(options => options.ImageColumnName = "Image").Fit(Keyed(Stripes.Pictures(30, seed: 1)), first)).Message, "paths, bytes or images, as the previous model reads");

        MuonImageClassificationTrainer Paths(Action<MuonImageClassificationTrainer.Options>? change = null) => Small(options =>
        {
            options.ImageColumnName = "Path";
            change?.Invoke(options);
        });
    }

    [TestMethod]
    public void KeysWithoutValues_AreTheirNumbers()
    {
        IDataView three = _context.Data.LoadFromEnumerable(Stripes.Pictures(60, seed: 1).Select((picture, i) => new ThreeKeys { Image = picture.Image, Label = (uint)(i % 3) + 1 }));
        IDataView four = _context.Data.LoadFromEnumerable(Stripes.Pictures(60, seed: 1).Select((picture, i) => new FourKeys { Image = picture.Image, Label = (uint)(i % 3) + 1 }));
        using MuonImageClassificationTransformer first = Small().Fit(three);

        using MuonImageClassificationTransformer second = Small().Fit(four, first), third = Small().Fit(three, second);

        CollectionAssert.AreEqual(new[] { "0", "1", "2", "3" }, second.ClassNames.ToArray());
        CollectionAssert.AreEqual(new[] { "0", "1", "2", "3" }, third.ClassNames.ToArray());
    }

    [TestMethod]
    public void ALoadedChain_GoesOn_AsItsModelInMemoryDoes()
    {
        IDataView view = Stripes.View(_context, 90), keyed = Keyed(Stripes.Pictures(90, seed: 1));
        TransformerChain<Microsoft.ML.Transforms.KeyToValueMappingTransformer> chain = Stripes.Pipeline(_context).Fit(view);
        using MemoryStream file = new();
        _context.Model.Save(chain, view.Schema, file);

        using MuonImageClassificationTransformer expected = Small().Fit(keyed, chain);
        using MuonImageClassificationTransformer ofSavedForm = Small().Fit(keyed, _context.Model.Load(file, out _));
        using MuonImageClassificationTransformer ofLive = Small().Fit(keyed, _context.Model.LoadMuon(file, out _));

        Assert.AreEqual(Digest(expected), Digest(ofSavedForm));
        Assert.AreEqual(Digest(expected), Digest(ofLive));
        Assert.HasCount(90, Sentences.Scores(chain, view));
    }

    [TestMethod]
    public void ResumedAfterAnyStep_EndsAsIfItHadNotStopped_AndAnotherPreviousModelIsRefused()
    {
        IDataView data = Keyed(Stripes.Pictures(90, seed: 1));
        using MuonImageClassificationTransformer first = Stripes1(data), other = Stripes1(data, options => options.Seed = 9);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("muon");
        try
        {
            string expected = Run(first, step: 0, resume: false, folder: null);
            for (int step = 1; step <= 5; step++)
            {
                Run(first, step, resume: step > 1, folder.FullName);
                if (step == 2)
                {
                    InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Run(other, step, resume: true, folder.FullName));
                    StringAssert.Contains(error.Message, "previous model is");
                    Assert.ThrowsExactly<InvalidOperationException>(() => Small(options => (options.CheckpointDirectory, options.Resume, options.WeightAveraging, options.ValidationFraction) = (folder.FullName, true, 0.9, 0.2)).Fit(data));
                }
            }

            Assert.AreEqual(expected, Run(first, step: 0, resume: true, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Run(MuonImageClassificationTransformer previous, int step, bool resume, string? folder)
        {
            using CancellationTokenSource source = new();
            int done = 0;
            using MuonImageClassificationTransformer model = Small(options =>
            {
                (options.CheckpointDirectory, options.Resume, options.CancellationToken) = (folder, resume, source.Token);
                (options.WeightAveraging, options.ValidationFraction) = (0.9, 0.2);
                options.OnStep = _ =>
                {
                    if (step > 0 && ++done == 1)
                    {
                        source.Cancel();
                    }
                };
            }).Fit(data, previous);
            return Digest(model);
        }
    }

    [TestMethod]
    public void ANetworkOfOnesOwn_GrowsToo()
    {
        IDataView two = Keyed(Stripes.Pictures(60, seed: 1, classes: 2));
        using MuonImageClassificationTransformer first = Small(Custom).Fit(two);

        using MuonImageClassificationTransformer second = Small(Custom).Fit(Keyed(Stripes.Pictures(90, seed: 1)), first);

        Assert.IsGreaterThan(0.8, TextAccuracy(second, Stripes.Pictures(60, seed: 2)));
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Small(options => (options.Architecture, options.CustomNetwork) = (ImageArchitecture.Custom, classes => Flat(classes, 7))).Fit(two, first));
        StringAssert.Contains(error.Message, "network.hidden.weight");

        static void Custom(MuonImageClassificationTrainer.Options options) => (options.Architecture, options.CustomNetwork) = (ImageArchitecture.Custom, classes => Flat(classes, 16));
    }

    [TestMethod]
    public void Contradictions_AreRefused_ByOptionAndBothValues()
    {
        IDataView data = Keyed(Stripes.Pictures(90, seed: 1));
        using MuonImageClassificationTransformer first = Stripes1(data);

        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Small(options =>
        {
            options.Architecture = ImageArchitecture.SmallResNet;
            (options.ImageHeight, options.ImageWidth) = (16, 4);
            options.PixelLayout = PixelLayout.Interleaved;
        }).Fit(data, first));

        StringAssert.Contains(error.Message, "Architecture is SmallConvNet in the model and SmallResNet in the options");
        StringAssert.Contains(error.Message, "ImageHeight is 8 in the model and 16 in the options");
        StringAssert.Contains(error.Message, "PixelLayout is Planar in the model and Interleaved in the options");
        Assert.AreEqual("previousModel", error.ParamName);
    }

    [TestMethod]
    public void OtherData_IsRefusedByColumn()
    {
        IDataView data = Keyed(Stripes.Pictures(90, seed: 1));
        using MuonImageClassificationTransformer first = Stripes1(data);
        IDataView larger = _context.Transforms.Concatenate("Image", "Image", "Image").Fit(data).Transform(data);
        IDataView numbers = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Numbered()).Transform(Numbered());

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Small().Fit(larger, first)).Message, "vectors of 1×8×8 values, as the previous model reads");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Small().Fit(numbers, first)).Message, "of the kind 'text', those of the label column of the kind 'int32'");
        Assert.ThrowsExactly<ArgumentException>(() => Small().Fit(data, (ITransformer)_context.Transforms.CopyColumns("a", "Label").Fit(data)));
        first.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => Small().Fit(data, first));

        IDataView Numbered() => _context.Transforms.CustomMapping<Picture, NumberedPicture>((from, to) => (to.Image, to.Label) = (from.Image, from.Label.Length), null).Fit(Stripes.View(_context, 60)).Transform(Stripes.View(_context, 60));
    }

    [TestMethod]
    public void AValidationSet_MayHoldAnyOfTheClasses_ButNoOthers()
    {
        using MuonImageClassificationTransformer first = Stripes1(Keyed(Stripes.Pictures(90, seed: 1)));
        IDataView two = Keyed(Stripes.Pictures(60, seed: 3, classes: 2));
        List<Picture> foreign = Stripes.Pictures(30, seed: 5);
        foreign[7].Label = "round";

        using MuonImageClassificationTransformer second = Small(options => options.ValidationSet = Keyed([.. Stripes.Pictures(30, seed: 4).AsEnumerable().Reverse()])).Fit(two, first);
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Small(options => options.ValidationSet = Keyed(foreign)).Fit(two, first));

        Assert.HasCount(3, second.ClassNames);
        StringAssert.Contains(error.Message, "'round'");
    }

    private static bool IsEarly(Picture picture) => picture.Label is not ("8" or "9");

    private static PixelStatistics Statistics(MuonImageClassificationTransformer model) => ((ImageClassifier)model.Classifier).Network.Normalization.Get();

    private static nn.Module<Tensor, Tensor> Flat(int classes, int hidden) => nn.Sequential(
        ("flatten", nn.Flatten()), ("hidden", nn.Linear(Stripes.Side * Stripes.Side, hidden)), ("relu", nn.ReLU()), ("last", nn.Linear(hidden, classes)));

    private static string Digest(MuonImageClassificationTransformer model) => PreviousNetwork.Fingerprint(model.Classifier);

    private IDataView Keyed(IEnumerable<Picture> pictures) => Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(pictures));

    private double TextAccuracy(MuonImageClassificationTransformer model, IReadOnlyList<Picture> pictures)
    {
        float[][] scores = Sentences.Scores(model, _context.Data.LoadFromEnumerable(pictures));
        return Enumerable.Range(0, scores.Length).Average(i => model.ClassNames[Array.IndexOf(scores[i], scores[i].Max())] == pictures[i].Label ? 1.0 : 0);
    }

    private MuonImageClassificationTrainer Trainer(Action<MuonImageClassificationTrainer.Options> change)
    {
        MuonImageClassificationTrainer.Options options = new() { BatchSize = 128, Seed = 1 };
        change(options);
        return _context.MulticlassClassification.Trainers.MuonImageClassification(options);
    }

    private MuonImageClassificationTransformer Fit(IDataView data, Action<MuonImageClassificationTrainer.Options> change) => Trainer(change).Fit(data);

    private MuonImageClassificationTrainer Small(Action<MuonImageClassificationTrainer.Options>? change = null) =>
        _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.MaxEpochs = 3;
            change?.Invoke(options);
        }));

    private MuonImageClassificationTransformer Stripes1(IDataView data, Action<MuonImageClassificationTrainer.Options>? change = null) =>
        Small(options =>
        {
            options.MaxEpochs = 6;
            change?.Invoke(options);
        }).Fit(data);

    private sealed class ThreeKeys
    {
        [VectorType(Stripes.Side * Stripes.Side)]
        public float[] Image { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }

    private sealed class FourKeys
    {
        [VectorType(Stripes.Side * Stripes.Side)]
        public float[] Image { get; set; } = [];

        [KeyType(4)]
        public uint Label { get; set; }
    }
}

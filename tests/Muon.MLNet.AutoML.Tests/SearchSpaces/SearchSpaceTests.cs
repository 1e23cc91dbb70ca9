using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using Muon.MLNet.Training;

namespace Muon.MLNet.AutoML.Tests.SearchSpaces;

[TestClass]
public sealed class SearchSpaceTests
{
    private static readonly double[] Corners = [0, 0.3, 0.7, 0.999999];

    [TestMethod]
    public void ASweepStartsFromTheTrainersDefaults()
    {
        AssertStart(new SearchSpace<MuonImageSearchSpace>(), new MuonImageSearchSpace());
        AssertStart(new SearchSpace<MuonTextSearchSpace>(), new MuonTextSearchSpace());

        MuonImageClassificationTrainer.Options images = new MuonImageSearchSpace().ToOptions();
        AssertSame(new MuonImageClassificationTrainer.Options { PeakLearningRate = 0.05, AdjustMuon = images.AdjustMuon }, images);
        MuonTextClassificationTrainer.Options texts = new MuonTextSearchSpace().ToOptions();
        AssertSame(new MuonTextClassificationTrainer.Options { TokenDropout = 0.2, PeakLearningRate = 0.02, AdjustMuon = texts.AdjustMuon }, texts);
        MuonOptions tuned = ClassifierDefaults.Muon(100, images.PeakLearningRate!.Value);
        images.AdjustMuon!(tuned);
        tuned.AdamWeightDecay = null;
        AssertSame(MuonImageClassificationTrainer.DefaultMuonOptions(100), tuned);
        Assert.AreEqual(MuonImageClassificationTrainer.DefaultMuonOptions(100).LearningRate.GetLearningRate(30), tuned.LearningRate.GetLearningRate(30));
    }

    [TestMethod]
    public void EveryCornerOfTheSpacesIsAnOptionThatTheTrainersTake()
    {
        MLContext context = new(seed: 1);
        SearchSpace<MuonImageSearchSpace> images = new();
        SearchSpace<MuonTextSearchSpace> texts = new();
        foreach (double corner in Corners)
        {
            Assert.IsNotNull(context.MulticlassClassification.Trainers.MuonImageClassification(images.SampleFromFeatureSpace(All(images, corner)).ToOptions()));
            Assert.IsNotNull(context.MulticlassClassification.Trainers.MuonTextClassification(texts.SampleFromFeatureSpace(All(texts, corner)).ToOptions()));
            MuonOptions options = new();
            images.SampleFromFeatureSpace(All(images, corner)).Muon.Apply(options);
            options.Validate();
        }
    }

    [TestMethod]
    public void WhatIsRemovedKeepsItsDefault()
    {
        SearchSpace<MuonImageSearchSpace> space = new();
        Assert.IsTrue(space.Remove("BatchSize"));
        Assert.IsTrue(((SearchSpace)space["Muon"]).Remove("NsSteps"));
        MuonImageSearchSpace sample = space.SampleFromFeatureSpace(All(space, 0));
        Assert.AreEqual(128, sample.BatchSize);
        Assert.AreEqual(5, sample.Muon.NsSteps);
        Assert.AreEqual(0.8, sample.Muon.Momentum);
        Assert.AreEqual(0.002, sample.LearningRate);
    }

    [TestMethod]
    public void WhatIsNotSweptIsTheBasis()
    {
        MuonImageClassificationTrainer.Options basis = new() { ImageColumnName = "Pixels", Seed = 7, BatchSize = 9, Architecture = ImageArchitecture.SmallResNet };
        MuonImageClassificationTrainer.Options options = new MuonImageSearchSpace { BatchSize = 64, Architecture = ImageArchitecture.ResNet18 }.ToOptions(basis);
        Assert.AreEqual("Pixels", options.ImageColumnName);
        Assert.AreEqual(7, options.Seed);
        Assert.AreEqual(64, options.BatchSize);
        Assert.AreEqual(ImageArchitecture.SmallResNet, options.Architecture);
        Assert.AreEqual(9, basis.BatchSize);
        Assert.IsNull(basis.PeakLearningRate);
        Assert.IsNull(basis.AdjustMuon);
        basis.Muon = new MuonOptions();
        Assert.ThrowsExactly<ArgumentException>(() => new MuonImageSearchSpace().ToOptions(basis));
    }

    [TestMethod]
    public void WhatIsRemovedFromTheSpaceIsTheBasisToo()
    {
        MuonImageClassificationTrainer.Options images = new() { BatchSize = 9, MaxEpochs = 2, LabelSmoothing = 0.3 };
        MuonImageClassificationTrainer.Options options = new MuonImageSearchSpace { LabelSmoothing = 0.1 }.ToOptions(images, ["MaxEpochs"]);
        Assert.AreEqual(9, options.BatchSize, "Not swept.");
        Assert.AreEqual(10, options.MaxEpochs, "Swept.");
        Assert.AreEqual(0.1, options.LabelSmoothing, "Set in the default object of the space.");

        MuonTextClassificationTrainer.Options texts = new() { TokenDropout = 0.4, NGrams = new NGramOptions { Width = 8, Hidden = 5 } };
        Assert.AreEqual(0.4, new MuonTextSearchSpace().ToOptions(texts, []).TokenDropout);
        Assert.AreEqual(5, new MuonTextSearchSpace().ToOptions(texts, []).NGrams.Hidden);
        Assert.AreEqual(256, new MuonTextSearchSpace().ToOptions(texts, ["Width"]).NGrams.Hidden);

        Assert.IsNull(new MuonTextSearchSpace().ToOptions(texts, []).PeakLearningRate, "pretrained weights have a default of their own");
        images.PeakLearningRate = 0.3;
        images.AdjustMuon = muon => muon.ClipNorm = 2;
        MuonImageClassificationTrainer.Options adjusted = new MuonImageSearchSpace().ToOptions(images, []);
        Assert.AreEqual(0.3, adjusted.PeakLearningRate);
        Assert.AreEqual(0.05, new MuonImageSearchSpace().ToOptions(images, ["LearningRate"]).PeakLearningRate);
        MuonOptions muon = new();
        adjusted.AdjustMuon!(muon);
        Assert.AreEqual(2, muon.ClipNorm);
        Assert.AreEqual(0.95, muon.Momentum.Value);
    }

    [TestMethod]
    public void TheSweptSettingsReachTheOptimizer()
    {
        MuonImageSearchSpace parameters = new() { LearningRate = 0.3, Muon = { Momentum = 0.9, NsSteps = 4, UpdateScaling = UpdateScaling.OutputOverInput, WeightDecay = 0.2 } };
        MuonImageClassificationTrainer.Options options = parameters.ToOptions();
        MuonOptions muon = ClassifierDefaults.Muon(200, options.PeakLearningRate!.Value);
        options.AdjustMuon!(muon);
        Assert.AreEqual(0.9, muon.Momentum.Value);
        Assert.AreEqual(4, muon.NsSteps);
        Assert.AreEqual(0.2, muon.WeightDecay);
        Assert.AreEqual(UpdateScaling.OutputOverInput, muon.UpdateScaling);
        Assert.AreEqual(0.3, Enumerable.Range(0, 200).Max(step => muon.LearningRate.GetLearningRate(step)), 1e-9);
    }

    [TestMethod]
    public void AugmentationIsMadeWeakerAndStronger()
    {
        Assert.AreEqual(15, ImageAugmentation.Digits.Scaled(1.5).Rotation, 1e-9);
        Assert.AreEqual(1 - (0.65 / 2), ImageAugmentation.Photos.Scaled(0.5).CropArea, 1e-9);
        Assert.IsTrue(ImageAugmentation.Photos.Scaled(0.5).HorizontalFlip);
        AssertSame(ImageAugmentation.None, ImageAugmentation.Strong.Scaled(0));
        ImageAugmentation.Strong.Scaled(2).Validate();
    }

    private static double[] All(OptionBase space, double value) => [.. Enumerable.Repeat(value, space.FeatureSpaceDim)];

    private static void AssertStart<T>(SearchSpace<T> space, T defaults)
        where T : class, new() =>
        Assert.AreEqual(Rounded(defaults), Rounded(space.SampleFromFeatureSpace(space.Default)));

    /// <summary>Logarithms there and back change the last digits.</summary>
    private static string Rounded(object value) => string.Join(' ', JsonSerializer.Serialize(value).Split(',', ':', '}').Select(part =>
        double.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number.ToString("G6", System.Globalization.CultureInfo.InvariantCulture) : part));

    private static void AssertSame<T>(T expected, T actual)
        where T : class
    {
        Dictionary<string, string> a = new(StringComparer.Ordinal);
        Dictionary<string, string> b = new(StringComparer.Ordinal);
        Muon.MLNet.Training.Checkpoints.OptionText.Add(a, expected, "", new HashSet<string>(StringComparer.Ordinal));
        Muon.MLNet.Training.Checkpoints.OptionText.Add(b, actual, "", new HashSet<string>(StringComparer.Ordinal));
        CollectionAssert.AreEquivalent(a, b);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Muon.MLNet.Persistence;
using Muon.MLNet.Tests.TestData;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Training;

/// <summary>A loss, a gradient or a weight that is not finite.</summary>
[TestClass]
public sealed class DivergenceTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly List<(ChannelMessageKind Kind, string Text)> _messages = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;
    private readonly IDataView _data;

    public DivergenceTests()
    {
        _context.Log += (_, e) => _messages.Add((e.Kind, e.RawMessage));
        _data = Stripes.Keyed(_context, Stripes.View(_context, 96));
    }

    /// <summary>Three steps an epoch: the eighth is the second of the third epoch.</summary>
    [TestMethod]
    [DataRow(Poison.Loss, false)]
    [DataRow(Poison.Loss, true)]
    [DataRow(Poison.Gradient, false)]
    [DataRow(Poison.Gradient, true)]
    public void TheWeightsOfTheLastGoodEpochAreKept(Poison poison, bool averaged)
    {
        float[][] expected = Fit(pass: 0, poison, options => (options.MaxEpochs, options.WeightAveraging) = (2, averaged ? 0.9 : 0));
        float[][] kept = Fit(pass: 8, poison, options => options.WeightAveraging = averaged ? 0.9 : 0);

        AssertEqual(expected, kept);
        string message = TheError();
        StringAssert.StartsWith(message, poison == Poison.Gradient ? "A gradient is not finite in epoch 3, step 2, at learning rate 0.02" : "The loss is NaN in epoch 3, step 2, at learning rate 0.02");
        StringAssert.EndsWith(message, "The model holds the weights of epoch 2.");
        if (poison == Poison.Gradient)
        {
            StringAssert.Contains(message, "the largest gradient is that of 'network.poisoned', ");
        }
    }

    [TestMethod]
    public void WithValidation_TheBestEpochIsKept()
    {
        int best = 0;
        void Validated(MuonTrainerOptions options)
        {
            (options.ValidationSet, options.ValidationMetric) = (_data, ValidationMetric.Loss);
            options.OnEpochEnd = epoch => best = epoch.IsBest ? epoch.Epoch : best;
        }

        float[][] kept = Fit(pass: 11, Poison.Gradient, Validated);

        StringAssert.EndsWith(TheError(), $"the weights of epoch {best}, the best one.");
        AssertEqual(Fit(pass: 0, Poison.Gradient, options =>
        {
            Validated(options);
            options.MaxEpochs = 3;
        }), kept);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void InTheFirstEpoch_ThereIsNothingToKeep(int pass)
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(pass, Poison.Gradient));

        StringAssert.Contains(error.Message, $"epoch 1, step {pass}, at learning rate 0.02");
        StringAssert.Contains(error.Message, "'network.poisoned'");
        StringAssert.Contains(error.Message, "training diverged");
    }

    /// <summary>What overflows after the loss was computed shows in no loss any more when the step is the last one, or one that is saved.</summary>
    [TestMethod]
    [DataRow(11)]
    [DataRow(12)]
    public void AValueThatOverflows_IsSeen_AndNoCheckpointHoldsIt(int step)
    {
        float[][] kept = Fit(step, Poison.Statistic, options =>
        {
            (options.CheckpointDirectory, options.KeepCheckpoints) = (_folder, 100);
            options.CheckpointEvery = new CheckpointInterval { Steps = 1 };
        });

        StringAssert.StartsWith(TheError(), $"'network.statistic' is not finite after the update in epoch 4, step {step - 9}, at learning rate 0.02");
        AssertEqual(Fit(pass: 0, Poison.Statistic, options => options.MaxEpochs = 3), kept);
        string[] files = Directory.GetFiles(_folder);
        Assert.HasCount(step - 1 + 3, files, "one after each step, and one after each epoch");
        foreach (string file in files)
        {
            AssertFinite(file);
        }
    }

    /// <summary>Finite weights can be too large for a loss: no step follows the last update to show it.</summary>
    [TestMethod]
    public void ALastUpdateThatIsFarTooLarge_IsSeen()
    {
        float[][] kept = Fit(pass: 0, Poison.Gradient, options => options.Muon = new MuonOptions { LearningRate = new PiecewiseConstantDecay([10], [0.02, 1e38]) });

        StringAssert.StartsWith(TheError(), "The loss of 8 examples is NaN after the update in epoch 4, step 3, at learning rate 1E+38");
        AssertEqual(Fit(pass: 0, Poison.Gradient, options => options.MaxEpochs = 3), kept);
    }

    [TestMethod]
    public void WhatWentOnFromACheckpoint_AndDiverges_KeepsWhatItWentOnWith()
    {
        SteppedClock clock = new();
        float[][] saved = Fit(pass: 0, Poison.Gradient, options =>
        {
            (options.CheckpointDirectory, options.MaxTrainingTime, options.Clock) = (_folder, TimeSpan.FromMinutes(7), clock);
            options.OnStep = _ => clock.Advance(TimeSpan.FromMinutes(1));
        });

        float[][] kept = Fit(pass: 2, Poison.Gradient, options => (options.CheckpointDirectory, options.Resume) = (_folder, true));

        AssertEqual(saved, kept);
        StringAssert.Contains(TheError(), "epoch 3, step 3");
        StringAssert.EndsWith(TheError(), "the weights with which the run went on.");
    }

    /// <summary>One bad gradient is what dynamic scaling is there for: the step is skipped, and no error.</summary>
    [TestMethod]
    public void WithDynamicLossScaling_TheStepIsSkipped()
    {
        int steps = 0;
        Fit(pass: 2, Poison.Gradient, options =>
        {
            options.Muon!.DynamicLossScaling = true;
            options.OnStep = _ => steps++;
        });

        Assert.AreEqual(12, steps);
        Assert.ContainsSingle(_messages.Where(message => message.Text.Contains("the step was skipped", StringComparison.Ordinal)));
        Assert.IsFalse(_messages.Exists(message => message.Kind == ChannelMessageKind.Error));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertEqual(float[][] expected, float[][] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            CollectionAssert.AreEqual(expected[i], actual[i]);
        }
    }

    private static void AssertFinite(string checkpoint)
    {
        byte[] bytes = File.ReadAllBytes(checkpoint);
        string tensors = checkpoint + ".tensors";
        File.WriteAllBytes(tensors, bytes[(16 + (int)BitConverter.ToInt64(bytes, 8))..^32]);
        using SafetensorsFile file = SafetensorsFile.Open(tensors);
        foreach (SafetensorsPlace place in file.Tensors)
        {
            using Tensor value = file.Read(place);
            Assert.IsTrue(value.isfinite().all().item<bool>(), $"{Path.GetFileName(checkpoint)}: {place.Name}");
        }
    }

    private string TheError() => Assert.ContainsSingle(_messages.Where(message => message.Kind == ChannelMessageKind.Error)).Text;

    private float[][] Fit(int pass, Poison poison, Action<MuonTrainerOptions>? change = null)
    {
        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.Architecture = ImageArchitecture.Custom;
            options.CustomNetwork = classes => new PoisonedNetwork(classes, pass, poison);
            options.Muon = new MuonOptions { LearningRate = 0.02 };
            change?.Invoke(options);
        })).Fit(_data);
        return [.. model.Transform(_data).GetColumn<float[]>("Score")];
    }
}

using Muon.MLNet.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

/// <summary>What holds for every built-in network.</summary>
[TestClass]
public sealed class ImageNetworkTests
{
    [TestMethod]
    [DataRow(ImageArchitecture.ResNet18, 11_689_512)]
    [DataRow(ImageArchitecture.ResNet34, 21_797_672)]
    [DataRow(ImageArchitecture.ResNet50, 25_557_032)]
    [DataRow(ImageArchitecture.VitTiny, 5_717_416)]
    [DataRow(ImageArchitecture.VitSmall, 22_050_664)]
    public void ParameterCount_IsThatOfThePublishedNetwork(ImageArchitecture architecture, long expected)
    {
        using ImageNetwork network = Build(architecture, 224, 224, classes: 1000);

        Assert.AreEqual(expected, network.parameters().Sum(parameter => parameter.numel()));
    }

    [TestMethod]
    [DataRow(ImageArchitecture.SmallConvNet, 4, 10, 0)]
    [DataRow(ImageArchitecture.SmallResNet, 21, 44, 0)]
    [DataRow(ImageArchitecture.ResNet18, 20, 42, 0)]
    [DataRow(ImageArchitecture.ResNet50, 53, 108, 0)]
    [DataRow(ImageArchitecture.VitTiny, 49, 103, 12)]
    public void Routing_GivesMatricesToMuon_AndTheRestToAdamW(ImageArchitecture architecture, int muon, int adamW, int packed)
    {
        using ImageNetwork network = Build(architecture, 96, 96);
        using MuonOptimizer optimizer = new(network, new MuonOptions { PackedWeights = network.PackedWeights }, network.Head);

        IReadOnlyList<RoutingRow> rows = optimizer.Routing.Rows;
        Assert.HasCount(muon, rows.Where(row => row.Rule == UpdateRule.Muon));
        Assert.HasCount(adamW, rows.Where(row => row.Rule == UpdateRule.AdamW));
        Assert.HasCount(packed, rows.Where(row => row.Parts == 3));
        Assert.IsNull(optimizer.Routing.Warning);
        string[] reasons = [.. rows.Where(row => row.Rule == UpdateRule.AdamW).Select(row => row.Reason).Distinct().Order(StringComparer.Ordinal)];
        string[] expected = architecture is ImageArchitecture.VitTiny ? ["1×192 has a side below 4", "final head", "position embedding", "vector"] : ["final head", "vector"];
        CollectionAssert.AreEqual(expected, reasons, string.Join(" | ", reasons));
    }

    [TestMethod]
    [DataRow(ImageArchitecture.SmallConvNet, 32)]
    [DataRow(ImageArchitecture.SmallResNet, 32)]
    [DataRow(ImageArchitecture.ResNet18, 32)]
    [DataRow(ImageArchitecture.VitTiny, 16)]
    public void BFloat16_StaysCloseToFloat32_WithFloat32GradientsAndLogits(ImageArchitecture architecture, int side)
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Build(architecture, side, side);
        Tensor pictures = FormulaWeights.Pictures(side, side, count: 8), targets = tensor([0L, 1, 2, 3, 4, 0, 1, 2]);
        float[] Gradient()
        {
            network.SeedDropout(1);
            network.zero_grad();
            Tensor logits = network.forward(pictures);
            Assert.AreEqual(ScalarType.Float32, logits.dtype);
            nn.functional.cross_entropy(logits, targets).backward();
            return [.. network.parameters().Where(parameter => parameter.grad is not null).SelectMany(parameter =>
            {
                Assert.AreEqual(ScalarType.Float32, parameter.grad!.dtype);
                return parameter.grad!.contiguous().data<float>().ToArray();
            })];
        }

        float[] full = Gradient();
        network.ComputeType = ScalarType.BFloat16;
        float[] half = Gradient();

        Assert.HasCount(full.Length, half);
        double distance = Math.Sqrt(full.Zip(half, (a, b) => ((double)a - b) * (a - b)).Sum() / full.Sum(a => (double)a * a));
        Assert.IsLessThan(0.25, distance); // PyTorch's autocast: 0.13 to 0.15 for SmallConvNet on such noise, over four seeds
        Assert.IsGreaterThan(1e-5, distance, "bfloat16 was not used");
    }

    [TestMethod]
    [DataRow(ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.SmallResNet)]
    [DataRow(ImageArchitecture.ResNet18)]
    [DataRow(ImageArchitecture.VitTiny)]
    public void ChannelsLastPictures_GiveTheSameLogits(ImageArchitecture architecture)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ImageNetwork network = Build(architecture, 48, 32);
        network.eval();
        Tensor pictures = FormulaWeights.Pictures(48, 32);
        Tensor interleaved = pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

        Assert.IsFalse(interleaved.is_contiguous());
        Assert.IsTrue(network.forward(interleaved).allclose(network.forward(pictures), 1e-4, 1e-4));
    }

    [TestMethod]
    [DataRow(ImageArchitecture.SmallResNet, 4, 1)]
    [DataRow(ImageArchitecture.ResNet18, 4, 1)]
    [DataRow(ImageArchitecture.VitTiny, 3, 2)]
    [DataRow(ImageArchitecture.SmallConvNet, 2, 1)]
    public void FrozenStages_KeepTheirWeightsAndStatistics_InAStepOfTraining(ImageArchitecture architecture, int count, int alsoTrained)
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Build(architecture, 32, 32);
        network.FreezeStages(count);
        using MuonOptimizer optimizer = new(network, new MuonOptions { LearningRate = 0.1 }, network.Head);
        HashSet<IntPtr> frozen = [.. network.Stages.Take(count).SelectMany(stage => stage.AllParameters()).Select(parameter => parameter.Handle)];
        string[] frozenNames = [.. network.named_parameters().Where(named => frozen.Contains(named.parameter.Handle)).Select(named => named.name)];
        Dictionary<string, byte[]> before = Snapshot(network);

        network.BeginTraining();
        optimizer.zero_grad();
        nn.functional.cross_entropy(network.forward(FormulaWeights.Pictures(32, 32, count: 4)), tensor([0L, 1, 2, 3])).backward();
        optimizer.step();

        Dictionary<string, byte[]> after = Snapshot(network);
        string[] changed = [.. before.Keys.Where(name => !before[name].AsSpan().SequenceEqual(after[name]))];
        CollectionAssert.AreEqual(Array.Empty<string>(), changed.Intersect(frozenNames).ToArray());
        string[] prefixes = [.. network.Stages.Skip(count).Select(stage => stage.Name)];
        Assert.IsGreaterThanOrEqualTo(alsoTrained, prefixes.Count(prefix => Array.Exists(changed, name => name.StartsWith(prefix, StringComparison.Ordinal))));
        string[] movedStatistics = [.. changed.Where(name => name.Contains("running_", StringComparison.Ordinal))];
        string[] allStatistics = [.. before.Keys.Where(name => name.Contains("running_", StringComparison.Ordinal))];
        string[] frozenLayers = [.. frozenNames.Select(name => name.Contains('.') ? name[..name.LastIndexOf('.')] : name)];
        CollectionAssert.AreEquivalent(allStatistics.Where(name => !frozenLayers.Contains(name[..name.LastIndexOf('.')], StringComparer.Ordinal)).ToArray(), movedStatistics);
        Assert.AreEqual(frozenNames.Length, optimizer.Routing.Rows.Count(row => row.Rule == UpdateRule.None));
    }

    [TestMethod]
    public void FreezeStages_RefusesMoreThanThereAre_AndCanBeTakenBack()
    {
        using ImageNetwork network = Build(ImageArchitecture.ResNet18, 32, 32);

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.FreezeStages(6));
        StringAssert.Contains(error.Message, "stem, layer1, layer2, layer3, layer4");
        network.FreezeStages(5);
        Assert.HasCount(2, network.parameters().Where(parameter => parameter.requires_grad));
        network.FreezeStages(0);
        Assert.IsTrue(network.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    public void Stages_AndHead_HoldEveryParameterOnce()
    {
        foreach (ImageArchitecture architecture in Enum.GetValues<ImageArchitecture>().Except([ImageArchitecture.Auto, ImageArchitecture.Custom]))
        {
            using ImageNetwork network = Build(architecture, 32, 32);
            IntPtr[] staged = [.. network.Stages.SelectMany(stage => stage.AllParameters()).Concat(network.Head!.parameters()).Select(parameter => parameter.Handle)];
            string[] outside = [.. network.named_parameters().Where(named => !staged.Contains(named.parameter.Handle)).Select(named => named.name)];

            Assert.HasCount(staged.Length, staged.Distinct());
            CollectionAssert.AreEqual(architecture is ImageArchitecture.VitTiny or ImageArchitecture.VitSmall ? new[] { "norm.weight", "norm.bias" } : [], outside, architecture.ToString());
        }
    }

    [TestMethod]
    public void ForwardAndBackward_LeaveNoTensorBehind()
    {
        foreach (ImageArchitecture architecture in new[] { ImageArchitecture.SmallResNet, ImageArchitecture.ResNet18, ImageArchitecture.VitTiny })
        {
            using ImageNetwork network = Build(architecture, 16, 16);
            network.ComputeType = ScalarType.BFloat16;
            Step();
            long before = Live();
            Step();
            Step();
            Assert.AreEqual(before, Live(), architecture.ToString());

            void Step()
            {
                using DisposeScope scope = NewDisposeScope();
                network.forward(FormulaWeights.Pictures(16, 16)).sum().backward();
            }
        }
    }

    [TestMethod]
    public void PicturesOfManySizesAndChannels_GiveLogitsAndGradients()
    {
        Random random = new(3);
        foreach (ImageArchitecture architecture in new[] { ImageArchitecture.SmallConvNet, ImageArchitecture.SmallResNet, ImageArchitecture.ResNet18 })
        {
            for (int round = 0; round < 4; round++)
            {
                using DisposeScope scope = NewDisposeScope();
                (int height, int width, int channels) = (random.Next(16, 97), random.Next(16, 97), random.Next(1, 7));
                using ImageNetwork network = Build(architecture, height, width, channels: channels);
                Tensor logits = network.forward(FormulaWeights.Pictures(height, width, channels));
                logits.sum().backward();

                string title = $"{architecture} {channels}×{height}×{width}";
                CollectionAssert.AreEqual(new long[] { 2, 5 }, logits.shape, title);
                Assert.IsTrue(logits.isfinite().all().item<bool>(), title);
                Assert.IsTrue(network.parameters().All(parameter => parameter.grad is not null), title);
            }
        }
    }

    [TestMethod]
    public void Dropout_DependsOnItsSeedAlone_AndRestsInPrediction()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Build(ImageArchitecture.SmallResNet, 32, 32);
        Tensor pictures = FormulaWeights.Pictures(32, 32);
        float[] Logits(int seed)
        {
            network.SeedDropout(seed);
            return network.forward(pictures).data<float>().ToArray();
        }

        float[] first = Logits(1);
        rand(5);
        CollectionAssert.AreEqual(first, Logits(1));
        CollectionAssert.AreNotEqual(first, Logits(2));
        network.eval();
        CollectionAssert.AreEqual(Logits(1), Logits(2));
    }

    private static ImageNetwork Build(ImageArchitecture architecture, int height, int width, int classes = 5, int channels = 3) =>
        SeededGenerator.Run(1, () => ImageNetworkFactory.Create(new ImageNetworkConfiguration(channels, height, width, classes, architecture)));

    private static Dictionary<string, byte[]> Snapshot(ImageNetwork network) =>
        network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray(), StringComparer.Ordinal);

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}

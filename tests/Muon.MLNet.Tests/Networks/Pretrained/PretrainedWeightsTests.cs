using System.Security.Cryptography;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Pretrained;

[TestClass]
public sealed class PretrainedWeightsTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("")]
    [DataRow("module.")]
    [DataRow("model.backbone.")]
    public void Load_TakesAllButTheHead_WhateverTheNamesStartWith(string prefix)
    {
        using ImageNetwork source = Network(classes: 7);
        using ImageNetwork target = Network(classes: 3);
        float[] head = Values(target, "fc.weight");
        string path = Save(source, prefix);

        PretrainedReport report = PretrainedWeights.Load(target, path, sha256: null);

        CollectionAssert.AreEqual(Values(source, "layer3.1.conv2.weight"), Values(target, "layer3.1.conv2.weight"));
        CollectionAssert.AreEqual(Values(source, "layer2.0.downsample.1.running_var"), Values(target, "layer2.0.downsample.1.running_var"));
        CollectionAssert.AreEqual(head, Values(target, "fc.weight"));
        CollectionAssert.AreEquivalent(new[] { prefix + "fc.weight", prefix + "fc.bias" }, report.SkippedHead.ToArray());
        Assert.IsEmpty(report.Missing);
        Assert.IsEmpty(report.Unused);
        StringAssert.Contains(report.ToString(), "of the head skipped");
    }

    [TestMethod]
    public void Load_ChecksTheDigest_AndNamesBoth()
    {
        using ImageNetwork network = Network(classes: 3);
        string path = Save(network, "");
        string digest = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        string other = new('a', 64);

        PretrainedWeights.Load(network, path, digest.ToLowerInvariant());
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(network, path, other));

        StringAssert.Contains(error.Message.ToUpperInvariant(), digest);
        StringAssert.Contains(error.Message, other);
    }

    [TestMethod]
    public void Load_RefusesTheWeightsOfAnotherNetwork_AndChangesNothing()
    {
        using ImageNetwork residual = Network(classes: 3);
        using ImageNetwork small = ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 64, 64, 3));
        using ImageNetwork deep = ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 64, 64, 3, ImageArchitecture.ResNet50));
        float[] before = Values(deep, "layer1.0.conv1.weight");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(small, Save(residual, ""), null)).Message, "belongs to SmallConvNet");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(deep, Save(residual, ""), null)).Message, "another architecture");
        CollectionAssert.AreEqual(before, Values(deep, "layer1.0.conv1.weight"));
    }

    [TestMethod]
    public void Load_RefusesWhatIsNoFileOfWeights()
    {
        using ImageNetwork network = Network(classes: 3);
        string path = Save(network, "");
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 5, 100, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(network, path, null));
        }

        Assert.ThrowsExactly<FileNotFoundException>(() => PretrainedWeights.Load(network, path + ".none", null));
    }

    [TestMethod]
    public void Load_BringsPositionsOfAVisionTransformerToAnotherGrid()
    {
        using ImageNetwork source = ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 96, 96, 4, ImageArchitecture.VitTiny));
        using ImageNetwork target = ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 128, 160, 4, ImageArchitecture.VitTiny));

        PretrainedReport report = PretrainedWeights.Load(target, Save(source, ""), null);

        CollectionAssert.AreEqual(new[] { "pos_embed" }, report.Resized.ToArray());
        CollectionAssert.AreEqual(Values(source, "blocks.7.attn.qkv.weight"), Values(target, "blocks.7.attn.qkv.weight"));
    }

    [TestMethod]
    public void FrozenStages_KeepWeightsAndStatistics_BitForBit()
    {
        using ImageNetwork network = Network(classes: 3);
        network.FreezeStages(3);
        Dictionary<string, float[]> before = network.state_dict().Where(pair => pair.Value.is_floating_point()).ToDictionary(pair => pair.Key, pair => Values(network, pair.Key), StringComparer.Ordinal);
        using MuonOptimizer optimizer = new(network, new MuonOptions { LearningRate = 0.02 }, network.Head);

        network.BeginTraining();
        using (DisposeScope scope = NewDisposeScope())
        {
            nn.functional.cross_entropy(network.forward(randn(4, 3, 64, 64)), tensor(new long[] { 0, 1, 2, 0 })).backward();
            optimizer.step();
        }

        string[] changed = [.. before.Keys.Where(name => !before[name].SequenceEqual(Values(network, name)))];
        Assert.IsTrue(Array.TrueForAll(changed, name => name.StartsWith("layer3", StringComparison.Ordinal) || name.StartsWith("layer4", StringComparison.Ordinal) || name.StartsWith("fc", StringComparison.Ordinal)), string.Join(", ", changed));
        CollectionAssert.Contains(changed, "layer3.0.conv1.weight");
        CollectionAssert.Contains(changed, "layer4.1.bn2.running_mean");
        Assert.AreEqual(0, optimizer.Routing.Rows.Count(row => row.Rule is not UpdateRule.None && row.Path.StartsWith("layer1", StringComparison.Ordinal)));
    }

    private static ImageNetwork Network(int classes)
    {
        ImageNetwork network = ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 64, 64, classes, ImageArchitecture.ResNet18));
        using IDisposable noGrad = no_grad();
        network.get_buffer("layer2.0.downsample.1.running_var")!.uniform_(0.5, 1.5);
        return network;
    }

    private string Save(ImageNetwork network, string prefix)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".safetensors");
        File.WriteAllBytes(path, Safetensors.Write(network.state_dict()
            .Where(pair => !pair.Key.StartsWith("normalize.", StringComparison.Ordinal))
            .ToDictionary(pair => prefix + pair.Key, pair => pair.Value, StringComparer.Ordinal)));
        return path;
    }

    private static float[] Values(ImageNetwork network, string name)
    {
        using DisposeScope scope = NewDisposeScope();
        return network.state_dict()[name].detach().contiguous().data<float>().ToArray();
    }
}

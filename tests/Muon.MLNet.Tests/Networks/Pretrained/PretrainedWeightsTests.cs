using System.Security.Cryptography;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Networks.Transformer;
using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Pretrained;

[TestClass]
public sealed class PretrainedWeightsTests
{
    private string _path = "";

    [TestInitialize]
    public void CreatePath() => _path = Path.Combine(Path.GetTempPath(), $"muon-pretrained-{Guid.NewGuid():N}.safetensors");

    [TestCleanup]
    public void DeleteFile() => File.Delete(_path);

    [TestMethod]
    public void RoundTrip_BringsTheBackbone_AndLeavesTheHead()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork source = Build(ImageArchitecture.SmallResNet, classes: 7), target = Build(ImageArchitecture.SmallResNet, classes: 3);
        FormulaWeights.Fill(source);
        source.Normalization.Set(new PixelStatistics([1, 2, 3], [4, 5, 6]));
        Save(source.state_dict());
        byte[] head = Bytes(target.state_dict()["fc.weight"]);

        PretrainedReport report = PretrainedWeights.Load(target, _path, sha256: null);

        Dictionary<string, Tensor> expected = source.state_dict(), actual = target.state_dict();
        string[] backbone = [.. expected.Keys.Where(name => !name.StartsWith("fc.", StringComparison.Ordinal))];
        foreach (string name in backbone)
        {
            CollectionAssert.AreEqual(Bytes(expected[name]), Bytes(actual[name]), name);
        }

        CollectionAssert.AreEqual(head, Bytes(actual["fc.weight"]));
        CollectionAssert.AreEquivalent(backbone, report.Loaded.ToArray());
        CollectionAssert.AreEquivalent(new[] { "fc.weight", "fc.bias" }, report.SkippedHead.ToArray());
        Assert.IsEmpty(report.Missing);
        Assert.IsEmpty(report.Unused);
        Assert.IsTrue(target.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    [DataRow(ScalarType.Float16, "module.")]
    [DataRow(ScalarType.BFloat16, "model.backbone.")]
    [DataRow(ScalarType.Float64, "")]
    public void OtherTypesAndWrappers_AreUnderstood_AndTheReportTellsTheRest(ScalarType type, string prefix)
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork source = Build(ImageArchitecture.ResNet18), target = Build(ImageArchitecture.ResNet18);
        FormulaWeights.Fill(source);
        Dictionary<string, Tensor> file = FormulaWeights.KnownState(source)
            .Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal) && pair.Key != "layer2.0.conv1.weight")
            .ToDictionary(pair => prefix + pair.Key, pair => pair.Value.detach().to(type), StringComparer.Ordinal);
        file["decoder.weight"] = ones(3);
        Save(file);
        byte[] kept = Bytes(target.state_dict()["layer2.0.conv1.weight"]);

        PretrainedReport report = PretrainedWeights.Load(target, _path, sha256: null);

        Tensor expected = source.state_dict()["layer4.1.conv2.weight"].detach().to(type).to(ScalarType.Float32);
        CollectionAssert.AreEqual(Bytes(expected), Bytes(target.state_dict()["layer4.1.conv2.weight"]));
        CollectionAssert.AreEqual(kept, Bytes(target.state_dict()["layer2.0.conv1.weight"]));
        Assert.HasCount(21, report.Missing); // 20 counters of batches, and the one left out
        CollectionAssert.Contains(report.Missing.ToArray(), "layer2.0.conv1.weight");
        CollectionAssert.AreEqual(new[] { "decoder.weight" }, report.Unused.ToArray());
        StringAssert.Contains(report.ToString(), "decoder.weight");
    }

    [TestMethod]
    [DataRow(ImageArchitecture.ResNet18, 123.675f, 58.395f)]
    [DataRow(ImageArchitecture.VitTiny, 127.5f, 127.5f)]
    public void Normalization_BecomesThatOfThePublishedWeights(ImageArchitecture architecture, float mean, float deviation)
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Build(architecture);
        Save(FormulaWeights.KnownState(network).ToDictionary(StringComparer.Ordinal));

        PretrainedWeights.Load(network, _path, sha256: null);

        Assert.AreEqual(mean, network.state_dict()["normalize.mean"].data<float>()[0], 1e-3f);
        Assert.AreEqual(1 / deviation, network.state_dict()["normalize.scale"].data<float>()[0], 1e-6f);
    }

    [TestMethod]
    public void PositionsOfAnotherGrid_AreInterpolated()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork source = Build(ImageArchitecture.VitTiny, 96, 96), target = Build(ImageArchitecture.VitTiny, 128, 64), wrong = Build(ImageArchitecture.VitTiny, 32, 32);
        using (no_grad())
        {
            // The rows of the grid rise from 0 to 5, the columns are alike; the class token has 9.
            Tensor grid = arange(6, dtype: ScalarType.Float32).reshape(6, 1, 1).expand(6, 6, 192).reshape(1, 36, 192);
            source.state_dict()["pos_embed"].copy_(cat([ones(1, 1, 192).mul(9), grid], 1));
        }

        Save(FormulaWeights.KnownState(source).ToDictionary(StringComparer.Ordinal));

        PretrainedReport report = PretrainedWeights.Load(target, _path, sha256: null);

        CollectionAssert.AreEqual(new[] { "pos_embed" }, report.Resized.ToArray());
        float[] positions = target.state_dict()["pos_embed"].detach().select(2, 5).reshape(33).data<float>().ToArray();
        Assert.AreEqual(9, positions[0]);
        for (int row = 1; row < 7; row++)
        {
            // The first and last rows feel the edge.
            Assert.AreEqual(((row + 0.5f) * 6 / 8) - 0.5f, positions[1 + (row * 4)], 0.15f);
            Assert.AreEqual(positions[1 + (row * 4)], positions[4 + (row * 4)], 1e-5f);
        }

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(wrong, _path, sha256: null));
        StringAssert.Contains(error.Message, "patch_embed.proj.weight");
    }

    [TestMethod]
    public void AnotherArchitecture_IsRefusedByName_AndChangesNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork source = Build(ImageArchitecture.ResNet50), target = Build(ImageArchitecture.ResNet18), other = Build(ImageArchitecture.VitTiny);
        Save(FormulaWeights.KnownState(source).ToDictionary(StringComparer.Ordinal));
        byte[] before = Bytes(target.state_dict()["conv1.weight"]);

        InvalidDataException shape = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(target, _path, sha256: null));
        StringAssert.Contains(shape.Message, "layer1.0.");
        CollectionAssert.AreEqual(before, Bytes(target.state_dict()["conv1.weight"]));
        InvalidDataException nothing = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(other, _path, sha256: null));
        StringAssert.Contains(nothing.Message, "bn1.bias");
        StringAssert.Contains(nothing.Message, "cls_token");
    }

    [TestMethod]
    public void TheDigest_IsChecked()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Build(ImageArchitecture.SmallConvNet);
        Save(network.state_dict());
        string digest = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_path)));

        PretrainedWeights.Load(network, _path, digest);
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(network, _path, new string('0', 64)));

        StringAssert.Contains(error.Message, digest.ToLowerInvariant());
        StringAssert.Contains(error.Message, new string('0', 64));
        Assert.ThrowsExactly<FileNotFoundException>(() => PretrainedWeights.Load(network, _path + ".missing", sha256: null));
    }

    [TestMethod]
    public void TwoTensorsForOneParameter_AndWholeNumbersForWeights_AreRefused()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Build(ImageArchitecture.SmallConvNet);
        Tensor weight = network.state_dict()["norms.0.weight"].detach();

        Save(new() { ["norms.0.weight"] = weight, ["module.norms.0.weight"] = weight });
        Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(network, _path, sha256: null));
        Save(new() { ["norms.0.weight"] = ones([32L], ScalarType.Int64) });
        Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(network, _path, sha256: null));
    }

    private static ImageNetwork Build(ImageArchitecture architecture, int height = 96, int width = 96, int classes = 5) =>
        ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, height, width, classes, architecture));

    private static byte[] Bytes(Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();

    private void Save(Dictionary<string, Tensor> tensors) => File.WriteAllBytes(_path, Safetensors.Write(tensors));
}

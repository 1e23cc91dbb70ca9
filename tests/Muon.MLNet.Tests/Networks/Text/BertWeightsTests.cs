using Muon.MLNet.Networks.Pretrained;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>Weights files of BERT and its kin, in the forms in which they are published.</summary>
[TestClass]
public sealed class BertWeightsTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    public static IEnumerable<object[]> Families => Enum.GetNames<BertFamily>().Select(family => new object[] { family });

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DynamicData(nameof(Families))]
    public void FileOfTheClassifier_IsLoadedButForTheHead(string family)
    {
        TextGolden golden = TextGolden.Find(family);
        using TextNetwork source = golden.BuildFilled(), target = golden.Build(classes: 5);
        float[] head = Values(target, HeadName(target));

        PretrainedReport report = PretrainedWeights.Load(target, Save(source, name => name), sha256: null);

        CollectionAssert.AreEquivalent(new[] { HeadName(target), HeadName(target)[..^"weight".Length] + "bias" }, report.SkippedHead.ToArray());
        Assert.HasCount(target.state_dict().Count - 2, report.Loaded);
        Assert.IsEmpty(report.Missing);
        Assert.IsEmpty(report.Unused);
        CollectionAssert.AreEqual(head, Values(target, HeadName(target)));
        SameEmbeddingsAndBlocks(golden, source, target);
    }

    [TestMethod]
    [DynamicData(nameof(Families))]
    public void FileOfTheEncoderAlone_HasNoPrefix(string family)
    {
        TextGolden golden = TextGolden.Find(family);
        using TextNetwork source = golden.BuildFilled(), target = golden.Build();
        string prefix = family.ToLowerInvariant() + ".";

        PretrainedReport report = PretrainedWeights.Load(
            target, Save(source, name => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null), sha256: null);

        Assert.IsEmpty(report.Unused);
        string[] fresh = family is "Bert" ? [] : family is "Roberta" ? ["classifier.dense.weight", "classifier.dense.bias"] : ["pre_classifier.weight", "pre_classifier.bias"];
        CollectionAssert.AreEquivalent(fresh, report.Missing.ToArray());
        SameEmbeddingsAndBlocks(golden, source, target);
    }

    [TestMethod]
    public void OldFiles_NameTheNormalisationsGammaAndBeta()
    {
        TextGolden golden = TextGolden.Find("Bert");
        using TextNetwork source = golden.BuildFilled(), target = golden.Build();
        string Old(string name) => name
            .Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal)
            .Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal);

        foreach (Func<string, string> form in new Func<string, string>[] { Old, name => Old(name).Replace("bert.", "", StringComparison.Ordinal) })
        {
            PretrainedReport report = PretrainedWeights.Load(target, Save(source, form), sha256: null);
            Assert.IsEmpty(report.Missing);
            Assert.IsEmpty(report.Unused);
        }

        SameEmbeddingsAndBlocks(golden, source, target);
    }

    [TestMethod]
    public void FileOfPreTraining_LeavesItsOtherHeadsUnused()
    {
        TextGolden golden = TextGolden.Find("Bert");
        using TextNetwork source = golden.BuildFilled(), target = golden.Build();
        string path = Save(source, name => name, ("cls.predictions.bias", ones(40)), ("bert.embeddings.position_ids", arange(13, dtype: ScalarType.Int64)));

        PretrainedReport report = PretrainedWeights.Load(target, path, sha256: null);

        CollectionAssert.AreEquivalent(new[] { "cls.predictions.bias", "bert.embeddings.position_ids" }, report.Unused.ToArray());
        Assert.IsEmpty(report.Missing);
    }

    [TestMethod]
    public void AnotherVocabulary_IsRefused_NamingTheTensorAndBothShapes()
    {
        TextGolden golden = TextGolden.Find("Bert");
        using TextNetwork source = golden.BuildFilled();
        using BertEncoder target = new(new BertConfiguration(3, BertFamily.Bert, VocabularySize: 41, golden.Width, golden.Depth, 4, 28, golden.Positions));
        float[] before = Values(target, "bert.pooler.dense.weight");

        string message = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(target, Save(source, name => name), sha256: null)).Message;

        StringAssert.Contains(message, "bert.embeddings.word_embeddings.weight");
        StringAssert.Contains(message, "40");
        StringAssert.Contains(message, "41");
        CollectionAssert.AreEqual(before, Values(target, "bert.pooler.dense.weight"));
    }

    [TestMethod]
    public void WeightsOfAnotherFamily_AreRefused()
    {
        using TextNetwork source = TextGolden.Find("Bert").BuildFilled(), target = TextGolden.Find("DistilBert").Build();

        string message = Assert.ThrowsExactly<InvalidDataException>(() => PretrainedWeights.Load(target, Save(source, name => name), sha256: null)).Message;

        StringAssert.Contains(message, "belongs to DistilBert");
    }

    private static void SameEmbeddingsAndBlocks(TextGolden golden, TextNetwork source, TextNetwork target)
    {
        using DisposeScope scope = NewDisposeScope();
        string[] names = [.. source.state_dict().Keys.Where(name => name.Contains("embeddings", StringComparison.Ordinal) || name.Contains("layer", StringComparison.Ordinal))];
        Assert.IsGreaterThan(16 * golden.Depth, names.Length);
        foreach (string name in names)
        {
            CollectionAssert.AreEqual(Values(source, name), Values(target, name), name);
        }
    }

    private static string HeadName(TextNetwork network) => network.state_dict().Keys.Single(name => name is "classifier.weight" or "classifier.out_proj.weight");

    private string Save(TextNetwork network, Func<string, string?> rename, params (string Name, Tensor Value)[] others)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".safetensors");
        File.WriteAllBytes(path, Safetensors.Write(network.state_dict()
            .Select(pair => (Name: rename(pair.Key), pair.Value))
            .Concat(others.Select(other => (Name: (string?)other.Name, other.Value)))
            .Where(item => item.Name is not null)
            .ToDictionary(item => item.Name!, item => item.Value, StringComparer.Ordinal)));
        return path;
    }

    private static float[] Values(TextNetwork network, string name)
    {
        using DisposeScope scope = NewDisposeScope();
        return network.state_dict()[name].detach().contiguous().data<float>().ToArray();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class WeightsFileTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    private string FilePath => Path.Combine(_folder, "weights.safetensors");

    [TestMethod]
    public void SaveWeights_OfPictures_WritesWhatTheNetworkHolds_ForOtherPrograms()
    {
        using MuonImageClassificationTransformer model = Fit(seed: 1);

        model.SaveWeights(FilePath);

        IndependentSafetensors file = new(File.ReadAllBytes(FilePath));
        var state = model.Classifier.Network.state_dict();
        CollectionAssert.AreEquivalent(state.Keys.ToArray(), file.Names);
        foreach ((string name, TorchSharp.torch.Tensor value) in state.Where(named => named.Value.dtype == TorchSharp.torch.ScalarType.Float32))
        {
            CollectionAssert.AreEqual(value.shape, file.Shape(name), name);
            CollectionAssert.AreEqual(value.data<float>().ToArray(), file.Floats(name), name);
        }

        CollectionAssert.AreEqual(Stripes.Names, JsonSerializer.Deserialize<string[]>(file.Text("labels")));
        Assert.AreEqual("pt", file.Text("format"));
        Assert.AreEqual("SmallConvNet", file.Text("architecture"));
        JsonNode preprocessing = JsonNode.Parse(file.Text("preprocessing"))!;
        Assert.AreEqual("1×8×8 Vector Planar", $"{preprocessing["channels"]}×{preprocessing["height"]}×{preprocessing["width"]} {preprocessing["input"]} {preprocessing["pixelLayout"]}");
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram, "features")]
    [DataRow(TextArchitecture.Encoder, "tokenizer")]
    [DataRow(TextArchitecture.Custom, "tokenizer")]
    public void SaveWeights_OfTexts_GoBackInto_AnotherModelOfTheSameTexts(TextArchitecture architecture, string vocabulary)
    {
        IDataView data = Sentences.Keyed(_context);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(architecture));
        using MuonTextClassificationTransformer other = Sentences.Fit(_context, data, Sentences.Options(architecture, options => options.Seed = 2));
        model.SaveWeights(FilePath);
        Assert.AreNotEqual("", new IndependentSafetensors(File.ReadAllBytes(FilePath)).Text(vocabulary));

        other.LoadWeights(FilePath);

        AssertSame(Sentences.Scores(model, data), Sentences.Scores(other, data));
    }

    [TestMethod]
    public void LoadWeights_OfTexts_OfAnotherVocabulary_AreRefused()
    {
        IDataView data = Sentences.Keyed(_context);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data);
        model.SaveWeights(FilePath);
        IndependentSafetensors file = new(File.ReadAllBytes(FilePath));
        byte[] features = Convert.FromBase64String(file.Text("features"));
        Array.Reverse(features);
        file.Header["__metadata__"]!["features"] = Convert.ToBase64String(features);
        File.WriteAllBytes(FilePath, file.ToBytes());

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => model.LoadWeights(FilePath));

        StringAssert.Contains(error.Message, "'features' of its metadata");
    }

    [TestMethod]
    public void LoadWeights_GivesThePredictionsOfTheOtherModel_AlsoAfterSaving()
    {
        IDataView data = Stripes.Keyed(_context, Stripes.View(_context, 60));
        using MuonImageClassificationTransformer model = Fit(seed: 1), other = Fit(seed: 2);
        model.SaveWeights(FilePath);

        other.LoadWeights(FilePath);

        AssertSame(Sentences.Scores(model, data), Sentences.Scores(other, data));
        _context.Model.Save(other, data.Schema, Path.Combine(_folder, "model.zip"));
        AssertSame(Sentences.Scores(model, data), Sentences.Scores(_context.Model.LoadMuon(Path.Combine(_folder, "model.zip"), out _), data));
    }

    [TestMethod]
    [DataRow("F64")]
    [DataRow("F16")]
    [DataRow("BF16")]
    public void LoadWeights_OfOtherRealTypes_BecomeFloat32(string type)
    {
        using MuonImageClassificationTransformer model = Fit(seed: 1);
        model.SaveWeights(FilePath);
        IndependentSafetensors whole = new(File.ReadAllBytes(FilePath));
        File.WriteAllBytes(FilePath, whole.Rewrite(name => "module." + name, name => whole.Type(name) == "F32" ? type : whole.Type(name)));

        model.LoadWeights(FilePath);

        double tolerance = type switch { "F64" => 0, "F16" => 1e-3, _ => 1e-2 };
        foreach ((string name, TorchSharp.torch.Tensor value) in model.Classifier.Network.state_dict().Where(named => named.Value.dtype == TorchSharp.torch.ScalarType.Float32))
        {
            float[] expected = whole.Floats(name), actual = value.data<float>().ToArray();
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i], actual[i], (tolerance * Math.Abs(expected[i])) + (tolerance * 1e-3), name);
            }
        }
    }

    [TestMethod]
    public void LoadWeights_WithoutPixelStatistics_KeepsTheModels()
    {
        IDataView data = Stripes.Keyed(_context, Stripes.View(_context, 60));
        using MuonImageClassificationTransformer model = Fit(seed: 1);
        float[][] before = Sentences.Scores(model, data);
        model.SaveWeights(FilePath);
        File.WriteAllBytes(FilePath, new IndependentSafetensors(File.ReadAllBytes(FilePath)).Rewrite(name => name.StartsWith("normalize.", StringComparison.Ordinal) ? null : name, metadata: _ => null));

        model.LoadWeights(FilePath);

        AssertSame(before, Sentences.Scores(model, data));
    }

    public static IEnumerable<object[]> Refused =>
    [
        ["a missing tensor", "lacks 1 tensors of SmallConvNet: head.bias", (IndependentSafetensors f) => f.Rewrite(name => name == "head.bias" ? null : name)],
        ["a foreign tensor", "holds a tensor 'tail.bias'", (IndependentSafetensors f) => f.Rewrite(name => name == "head.bias" ? "tail.bias" : name)],
        ["a tensor twice", "two tensors for 'head.bias'", (IndependentSafetensors f) => { f.Add("module.head.bias", "F32", f.Shape("head.bias"), new byte[4 * f.Floats("head.bias").Length]); return f.ToBytes(); }],
        ["another shape", "needs Float32 (3", (IndependentSafetensors f) => { f.Header["head.weight"]!["shape"] = new JsonArray(f.Shape("head.weight")[1], 3); return f.ToBytes(); }],
        ["another type", "is Int32", (IndependentSafetensors f) => f.Rewrite(name => name, name => name == "head.bias" ? "I32" : f.Type(name))],
        ["NaN", "NaN, infinite", (IndependentSafetensors f) => { f.Set("head.bias", values => values[1] = float.NaN); return f.ToBytes(); }],
        ["infinity", "NaN, infinite", (IndependentSafetensors f) => { f.Set("head.bias", values => values[2] = float.NegativeInfinity); return f.ToBytes(); }],
        ["other labels", "for the classes", (IndependentSafetensors f) => { f.Header["__metadata__"]!["labels"] = "[\"flat\",\"rising\",\"upright\"]"; return f.ToBytes(); }],
        ["labels that are none", "no JSON list", (IndependentSafetensors f) => { f.Header["__metadata__"]!["labels"] = "{}"; return f.ToBytes(); }],
        ["metadata that is none", "is not one text", (IndependentSafetensors f) => { f.Header["__metadata__"]!["labels"] = 3; return f.ToBytes(); }],
        ["half a file", "impossible type, shape or place", (IndependentSafetensors f) => f.ToBytes()[..^9]],
        ["overlapping tensors", "overlap", (IndependentSafetensors f) => { f.Header["head.bias"]!["data_offsets"] = new JsonArray(0, 12); return f.ToBytes(); }],
    ];

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void LoadWeights_OfWhatDoesNotFit_IsRefused_AndChangesNothing(string what, string message, Delegate change)
    {
        Assert.IsNotNull(what);
        IDataView data = Stripes.Keyed(_context, Stripes.View(_context, 30));
        using MuonImageClassificationTransformer model = Fit(seed: 1), other = Fit(seed: 2);
        float[][] before = Sentences.Scores(model, data);
        other.SaveWeights(FilePath);
        File.WriteAllBytes(FilePath, ((Func<IndependentSafetensors, byte[]>)change)(new IndependentSafetensors(File.ReadAllBytes(FilePath))));

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => model.LoadWeights(FilePath));

        StringAssert.Contains(error.Message, message);
        AssertSame(before, Sentences.Scores(model, data));
    }

    [TestMethod]
    public void MissingFile_AndDisposedModel()
    {
        MuonImageClassificationTransformer model = Fit(seed: 1);
        Assert.ThrowsExactly<FileNotFoundException>(() => model.LoadWeights(Path.Combine(_folder, "none")));
        model.SaveWeights(FilePath);
        byte[] before = File.ReadAllBytes(FilePath);
        model.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => model.SaveWeights(FilePath));
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.LoadWeights(FilePath));

        CollectionAssert.AreEqual(before, File.ReadAllBytes(FilePath));
    }

    [TestMethod]
    public void Predictions_WhileWeightsAreExchanged_AreThoseOfOneOrTheOther()
    {
        IDataView data = _context.Data.Cache(Stripes.Keyed(_context, Stripes.View(_context, 16)));
        using MuonImageClassificationTransformer model = Fit(seed: 1), other = Fit(seed: 2);
        string first = FilePath, second = FilePath + "2";
        model.SaveWeights(first);
        other.SaveWeights(second);
        string[] possible = [.. Rows(model), .. Rows(other)];
        HashSet<string> seen = [];
        using CancellationTokenSource done = new();
        Task<HashSet<string>>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            HashSet<string> mine = [];
            while (!done.IsCancellationRequested)
            {
                mine.UnionWith(Rows(model));
            }

            return mine;
        }))];

        for (int round = 0; round < 40; round++)
        {
            model.LoadWeights(round % 2 == 0 ? second : first);
        }

        done.Cancel();
        Task.WaitAll([.. readers]);
        foreach (Task<HashSet<string>> reader in readers)
        {
            seen.UnionWith(reader.Result);
        }

        CollectionAssert.IsSubsetOf(seen.ToArray(), possible);

        IEnumerable<string> Rows(MuonImageClassificationTransformer predictor) => Sentences.Scores(predictor, data).Select((row, index) => $"{index}: {Text([row])}");
    }

    [TestMethod]
    public void LoadWeights_LeaksNoTensors()
    {
        using MuonImageClassificationTransformer model = Fit(seed: 1);
        model.SaveWeights(FilePath);
        model.LoadWeights(FilePath);

        long before = LiveTensors.Count();

        model.SaveWeights(FilePath);
        model.LoadWeights(FilePath);

        Assert.AreEqual(before, LiveTensors.Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private MuonImageClassificationTransformer Fit(int seed) =>
        _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => (options.Seed, options.MaxEpochs) = (seed, 2)))
            .Fit(Stripes.Keyed(_context, Stripes.View(_context, 60)));

    private static string Text(float[][] scores) => string.Join(';', scores.Select(row => string.Join(',', row.Select(score => score.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))));

    private static void AssertSame(float[][] expected, float[][] actual) => Assert.AreEqual(Text(expected), Text(actual));
}

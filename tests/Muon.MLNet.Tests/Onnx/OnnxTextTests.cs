using System.Text.Json;
using Microsoft.ML;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Onnx;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Text;
using Muon.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Onnx;

/// <summary>Networks of texts on what people asked: the scores of ONNX Runtime are those of the transformer.</summary>
[TestClass]
public sealed class OnnxTextTests
{
    private const double Tolerance = 1e-5;
    private readonly MLContext _context = new(seed: 1);
    private string _folder = "";

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("muon").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(TextArchitecture.NGram, TextPositions.Rotary, TextPooling.Mean)]
    [DataRow(TextArchitecture.Encoder, TextPositions.Rotary, TextPooling.Mean)]
    [DataRow(TextArchitecture.Encoder, TextPositions.Learned, TextPooling.First)]
    public void Intents_GiveTheScoresOfTheTransformer(TextArchitecture architecture, TextPositions positions, TextPooling pooling)
    {
        Sentence[] rows = Intents();
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, rows), Sentences.Options(architecture, options =>
        {
            options.MaxEpochs = 1;
            options.Encoder = new TextEncoderOptions { Width = 32, Depth = 2, Heads = 2, VocabularySize = 400, Dropout = 0, Positions = positions, Pooling = pooling };
        }));
        AssertSame(model, [.. rows.Select(row => row.First!).OrderByDescending(text => text.Length).Where((_, i) => i % 20 == 0).Take(5)]);
    }

    [TestMethod]
    public void Bert_GivesTheScoresOfTheTransformer()
    {
        using TinyBert bert = new();
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context), bert.Options(options => options.MaxEpochs = 1));
        AssertSame(model, [.. Sentences.List(5, seed: 9).Select(row => row.First!)]);
    }

    [TestMethod]
    [DataRow("Bert", 2)]
    [DataRow("Bert", 1)]
    [DataRow("Roberta", 1)]
    [DataRow("DistilBert", 0)]
    public void EncodersOfEachFamily_ReadPairsAndPadding(string family, int segments)
    {
        BertConfiguration configuration = new(3, Enum.Parse<BertFamily>(family), 50, Width: 16, Depth: 2, Heads: 4, Inner: 32, Positions: 24, Segments: segments, PaddingId: 1, Epsilon: 1e-5, Dropout: 0);
        configuration.Validate();
        using BertEncoder network = SeededGenerator.Run(4, () => RandomWeights.Shake(new BertEncoder(configuration)));
        network.eval();
        OnnxGraph graph = new();
        OnnxLayers layers = new(graph, network.state_dict());
        graph.Output("Score", layers.Softmax(OnnxBert.Add(layers, configuration, graph.Input("Tokens", OnnxType.Int64, ["batch", "2", "length"], ""))), ["batch", "3"], "");
        string path = Path.Combine(_folder, "model.onnx");
        using (FileStream file = File.Create(path))
        {
            OnnxFile.Write(graph, file);
        }

        Random random = new(5);
        (int Count, int Length)[] sizes = [(1, 4), (5, 22)];
        long[][] inputs = [.. sizes.Select(size => Tokens(random, size.Count, size.Length))];
        float[][] actual = OnnxRuntime.Run(path, "Score", sizes.Select((size, i) => new[] { OnnxInput.Of("Tokens", inputs[i], size.Count, 2, size.Length) }));
        for (int i = 0; i < sizes.Length; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            Compare(nn.functional.softmax(network.forward(tensor(inputs[i], [sizes[i].Count, 2, sizes[i].Length])), 1).data<float>().ToArray(), actual[i]);
        }
    }

    /// <summary>Texts of several lengths, filled up with token 1, the second half of each in the second segment.</summary>
    private static long[] Tokens(Random random, int count, int length)
    {
        long[] values = new long[count * 2 * length];
        for (int i = 0; i < count; i++)
        {
            int own = Math.Max(1, length - (3 * i));
            for (int j = 0; j < length; j++)
            {
                values[(i * 2 * length) + j] = j < own ? random.Next(2, 50) : 1;
                values[(((i * 2) + 1) * length) + j] = j < own && j >= own / 2 ? 1 : 0;
            }
        }

        return values;
    }

    private void AssertSame(MuonTextClassificationTransformer model, string[] texts)
    {
        string path = Path.Combine(_folder, "model.onnx");
        _context.Model.ExportMuonToOnnx(model, path);
        float[][] expected = Sentences.Scores(model, _context.Data.LoadFromEnumerable(texts.Select(text => new Sentence { First = text })));
        float[][] actual = OnnxRuntime.Run(path, "Score", [Inputs(model, texts[..1]), Inputs(model, texts)]);

        Assert.IsTrue(expected.Any(row => row.Max() < 0.99f), "Scores of 0 and 1 alone would hide a difference.");
        Compare(expected[0], actual[0]);
        Compare([.. expected.SelectMany(row => row)], actual[1]);
    }

    private static OnnxInput[] Inputs(MuonTextClassificationTransformer model, string[] texts)
    {
        ITextInput input = ((TextClassifier)model.Classifier).Input;
        EncodedText[] encoded = [.. texts.Select(text => input.Encode(text, ""))];
        if (input is TokenInput)
        {
            using Tensor tokens = input.ToTensor(encoded, CPU);
            return [OnnxInput.Of("Tokens", tokens.data<long>().ToArray(), tokens.shape)];
        }

        (long Row, int Count)[][] bags = [.. encoded.Select(text => text.Ids.GroupBy(id => id).Select(group => ((long)group.Key, group.Count())).ToArray())];
        int most = bags.Max(bag => bag.Length);
        return
        [
            OnnxInput.Of("Rows", [.. bags.SelectMany(bag => bag.Select(one => one.Row).Concat(Enumerable.Repeat(0L, most - bag.Length)))], texts.Length, most),
            OnnxInput.Of("Counts", [.. bags.SelectMany(bag => bag.Select(one => (float)one.Count).Concat(Enumerable.Repeat(0f, most - bag.Length)))], texts.Length, most),
        ];
    }

    private static void Compare(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        Assert.IsLessThanOrEqualTo(Tolerance, expected.Zip(actual, (x, y) => Math.Abs(x - (double)y)).Max());
    }

    private static Sentence[] Intents()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPaths.RequireData("clinc150"), "data_full.json")));
        return [.. document.RootElement.GetProperty("train").EnumerateArray().Where((_, i) => i % 5 == 0).Take(120).Select(pair => new Sentence { First = pair[0].GetString(), Label = pair[1].GetString()! })];
    }
}

using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Muon.MLNet.Images;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Text;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>
/// Model files that earlier versions wrote answer as they did then. Those called "first" are of the first library that wrote their kind: images without
/// architecture and kind of input, n-grams whose table takes four bytes a number.
/// </summary>
[TestClass]
public sealed class GoldenModelTests : IDisposable
{
    private const string PayloadStart = "TVVPTk1MT"; // MUONMLN in base64, as far as it does not depend on what follows.
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    public static IEnumerable<object[]> Files => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Persistence", "Models"), "*.zip").Order(StringComparer.Ordinal).Select(path => new object[] { Path.GetFileName(path) });

    [TestMethod]
    public void EachVersionAndKind_IsThere() => CollectionAssert.IsSubsetOf(
        new[] { "v1-image-vectors.zip", "v1-image-paths.zip", "v1-text-ngrams.zip", "v1-text-encoder-pairs.zip", "v1-image-vectors-first.zip", "v1-image-images-first.zip", "v1-text-ngrams-first.zip" },
        Files.Select(file => (string)file[0]).ToArray());

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void TheFile_AnswersAsItDid(string file)
    {
        if (typeof(MLContext).Assembly.GetName().Name is { } name && !name.StartsWith("Muon.Portable", StringComparison.Ordinal))
        {
            Assert.Inconclusive("The steps around the payload are those of the portable dependencies.");
        }

        GoldenModel golden = GoldenModel.Read(Path.ChangeExtension(PathOf(file), ".json"));

        AssertSame(golden, golden.Ask(_context.Model.Load(PathOf(file), out _), _context, _folder));
        AssertSame(golden, golden.Ask(_context.Model.LoadMuon(PathOf(file), out _), _context, _folder));
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void ThePayload_AnswersAsItDid_WhateverIsAroundIt(string file)
    {
        GoldenModel golden = GoldenModel.Read(Path.ChangeExtension(PathOf(file), ".json"));
        IClassifier classifier = CarrierModels.Read(Payload(PathOf(file)));
        using IDisposable transformer = classifier is ImageClassifier images
            ? new MuonImageClassificationTransformer(images, routing: null)
            : new MuonTextClassificationTransformer((TextClassifier)classifier, routing: null);
        ITransformer model = (ITransformer)transformer;
        ITransformer words = _context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(model.Transform(golden.Rows(_context, _folder)));

        AssertSame(golden, golden.Ask(new Microsoft.ML.Data.TransformerChain<ITransformer>(model, words), _context, _folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Persistence", "Models", file);

    /// <summary>The payload, found as text in whatever entry it is.</summary>
    private static string Payload(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using MemoryStream bytes = new();
            using (Stream content = entry.Open())
            {
                content.CopyTo(bytes);
            }

            string text = Encoding.Latin1.GetString(bytes.ToArray());
            int start = text.IndexOf(PayloadStart, StringComparison.Ordinal);
            if (start >= 0)
            {
                return new string([.. text.Skip(start).TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')]);
            }
        }

        throw new InvalidDataException($"'{path}' has no payload.");
    }

    private static void AssertSame(GoldenModel expected, GoldenModel actual)
    {
        CollectionAssert.AreEqual(expected.Labels, actual.Labels);
        Assert.HasCount(expected.Scores.Length, actual.Scores);
        Assert.AreEqual(0, expected.Scores.SelectMany(row => row).Zip(actual.Scores.SelectMany(row => row), (a, b) => Math.Abs(a - b)).Max(), 1e-5);
    }
}

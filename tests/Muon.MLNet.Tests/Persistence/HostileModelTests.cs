using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Tests.TestData.Hostile;
using Muon.MLNet.Text;
using Muon.MLNet.Text.Tokenization;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>Model files that were made to fill the memory, to write where they should not, or to be read in two ways.</summary>
[TestClass]
public sealed class HostileModelTests : IDisposable
{
    private const long Megabyte = 1 << 20;

    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    private static string Golden => Path.Combine(AppContext.BaseDirectory, "Persistence", "Models", "v1-text-ngrams");

    private static GoldenModel Question => GoldenModel.Read(Golden + ".json");

    [TestMethod]
    [DataRow("TransformerChain/Model.key")]
    [DataRow("Schema")]
    [DataRow("elsewhere")]
    public void AZipBomb_IsRefused_BeforeItIsUnpacked(string name)
    {
        byte[] bomb = HostileArchive.Pack([(name, new byte[120 * Megabyte])], CompressionLevel.Optimal);
        Assert.IsLessThan(Megabyte, bomb.LongLength);

        (Exception? error, long allocated) = Load(bomb);

        Assert.IsInstanceOfType<InvalidDataException>(error);
        StringAssert.Contains(error.Message, "would unpack to 1258");
        Assert.IsLessThan(4 * Megabyte, allocated);
    }

    [TestMethod]
    public void ABombThatLiesAboutItsSize_IsNotUnpackedBeyondIt()
    {
        byte[] bomb = HostileArchive.Pack([("TransformerChain/Model.key", new byte[120 * Megabyte])], CompressionLevel.Optimal);
        for (int at = 0; (at = IndexOf(bomb, BitConverter.GetBytes((int)(120 * Megabyte)), at)) >= 0; at++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(at), 1000);
        }

        (Exception? error, long allocated) = Load(bomb);

        Assert.IsNotNull(error);
        Assert.IsLessThan(4 * Megabyte, allocated);
    }

    [TestMethod]
    public void NamesThatLeadElsewhere_AreNotWritten()
    {
        string outside = $"{Path.GetFileName(_folder)}-evil";
        byte[] changed = Packed([.. Entries(), ($"../{outside}", [1]), ($"../../{outside}", [1]), ($"{Path.GetTempPath()}{outside}", [1]), ("TransformerChain/../../" + outside, [1])]);

        (Exception? error, _) = Load(changed);

        Assert.IsNull(error, error?.ToString());
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetTempPath(), outside));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void EntriesTwice_AreReadOnce()
    {
        (string Name, byte[] Content)[] entries = [.. Entries()];
        string path = Path.Combine(_folder, "twice.zip");
        File.WriteAllBytes(path, Packed([.. entries, .. entries]));

        GoldenModel answered = Question.Ask(_context.Model.LoadMuon(path, out _), _context, _folder);

        CollectionAssert.AreEqual(Question.Labels, answered.Labels);
    }

    [TestMethod]
    public void MillionsOfClasses_WithoutNames_AreRefused_ForWantOfWeights()
    {
        ImageModelConfiguration configuration = new(new ImageNetworkConfiguration(1, 4, 4, 2), new PredictionColumns("Image", "Score", "PredictedLabel"), IsImage: false, PixelLayout.Planar, NoLabelValues.KindName, []);
        using SmallConvNet network = new(configuration.Network);
        byte[] payload = ImagePayload.Write(configuration with { Network = configuration.Network with { Classes = 2_000_000 } }, network);

        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => ImagePayload.Read(ModelPayload.Read(payload), CPU));

        StringAssert.Contains(error.Message, "at least");
        Assert.IsLessThan(4 * Megabyte, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("\"vocabularySize\":", "\"vocabularySize\":9", "its network knows")]
    [DataRow("\"maxLength\":128,\"classes\"", "\"maxLength\":2147483647,\"classes\"", "MaxLength = 2147483647")]
    public void ANetworkOfOnesOwn_IsNotBuiltForMoreThanTheFileHolds(string from, string to, string message)
    {
        int built = 0;
        MuonNetworks.RegisterText(BagOfTokens.RegisteredName, shape =>
        {
            built++;
            return new BagOfTokens(shape);
        });
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context), Sentences.Options(TextArchitecture.Custom, options => options.MaxEpochs = 1));
        byte[] payload = WithConfiguration(model.Classifier.ToPayload(), json => json.Replace(from, to, StringComparison.Ordinal));

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => TextPayload.Read(ModelPayload.Read(payload), CPU));

        StringAssert.Contains(error.Message, message);
        Assert.AreEqual(0, built);
    }

    [TestMethod]
    public void ATableOfPositions_IsNotMade_ThatTheFileHasNoWeightsFor()
    {
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context), Sentences.Options(TextArchitecture.Encoder, options => (options.MaxEpochs, options.Encoder.Positions) = (1, TextPositions.Learned)));
        TextModelConfiguration configuration = ((TextClassifier)model.Classifier).Configuration;
        byte[] payload = WithConfiguration(model.Classifier.ToPayload(), json => json.Replace("\"maxLength\":128,\"positions\"", "\"maxLength\":32768,\"positions\"", StringComparison.Ordinal));

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => TextPayload.Read(ModelPayload.Read(payload), CPU));

        StringAssert.Contains(error.Message, "The model's network has at least");
        Assert.IsLessThanOrEqualTo(model.Classifier.Network.parameters().Sum(parameter => parameter.numel()), configuration.LeastWeights());
    }

    /// <summary>Each pair stands for the one before, twice: its text has 2^n bytes.</summary>
    [TestMethod]
    public void PairsOfPairs_TakeNoMoreMemoryThanTheirFile()
    {
        const int First = LearnedVocabulary.FirstPairId;
        int[] pairs = [.. Enumerable.Range(0, 60).SelectMany(i => i == 0 ? new[] { 100, 100 } : [First + i - 1, First + i - 1])];
        byte[] payload = TokenizerPayload.Write(new TokenizerConfiguration { Kind = TokenizerKind.Learned, LowerCase = true, Pairs = pairs });

        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Try(() =>
        {
            List<TextToken> tokens = [];
            TokenizerPayload.Read(payload).Encode(new string('a', 1000), tokens);
        });

        Assert.IsTrue(error is null or InvalidDataException, error?.ToString());
        Assert.IsLessThan(8 * Megabyte, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Found by mutation: the step that holds the payload was looked for by its place alone, and run.</summary>
    [TestMethod]
    public void AnotherStepInPlaceOfThePayload_IsInvalidData()
    {
        (string Name, byte[] Content)[] entries = [.. Entries()];
        byte[] other = entries.First(entry => entry.Name == "TransformerChain/Transform_000/Model.key").Content;
        int at = Array.FindIndex(entries, entry => entry.Content.Length > 4096);
        entries[at] = (entries[at].Name, other);

        (Exception? error, _) = Load(Packed(entries));

        Assert.IsInstanceOfType<InvalidDataException>(error);
        StringAssert.Contains(error.Message, "is not the one that was saved");
    }

    [TestMethod]
    public void DeepNesting_IsInvalidData()
    {
        string deep = new string('[', 1_000_000) + new string(']', 1_000_000);
        byte[] changed = new HostileArchive(File.ReadAllBytes(Golden + ".zip")).WithPayload(payload => WithConfiguration(payload, json => json.Insert(1, $"\"deep\":{deep},")));

        (Exception? error, _) = Load(changed);

        Assert.IsInstanceOfType<InvalidDataException>(error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int IndexOf(byte[] bytes, byte[] pattern, int from) => bytes.AsSpan(from).IndexOf(pattern) is var at and >= 0 ? from + at : -1;

    private static byte[] Packed(params IEnumerable<(string Name, byte[] Content)> entries) => HostileArchive.Pack(entries);

    private static IEnumerable<(string Name, byte[] Content)> Entries() => new HostileArchive(File.ReadAllBytes(Golden + ".zip")).Entries;

    private static byte[] WithConfiguration(byte[] payload, Func<string, string> change)
    {
        const int Prefix = 12;
        int end = Prefix + BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(8));
        byte[] json = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(payload, Prefix, end - Prefix)));
        byte[] changed = [.. payload[..Prefix], .. json, .. payload[end..]];
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(8), json.Length);
        return changed;
    }

    private static Exception? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private (Exception? Error, long Allocated) Load(byte[] file)
    {
        string path = Path.Combine(_folder, "model.zip");
        File.WriteAllBytes(path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Try(() => (_context.Model.LoadMuon(path, out _) as IDisposable)?.Dispose());
        return (error, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

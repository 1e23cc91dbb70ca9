using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Tests.TestData.Hostile;
using Muon.Testing;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>Model files that were changed at random, by accident or by intent.</summary>
[TestClass]
public sealed class ModelMutationTests : IDisposable
{
    // The archive's own text, the text as a string, its bytes, the weights.
    private const int BytesPerByte = 100;
    private const int Constant = 128 << 20;

    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    public TestContext TestContext { get; set; } = null!;

    private string Inside => Directory.CreateDirectory(Path.Combine(_folder, "inside")).FullName;

    [TestMethod]
    [DataRow("v1-text-ngrams", 200)]
    [DataRow("v1-text-encoder-pairs", 100)]
    [DataRow("v1-image-vectors", 50)]
    public void LoadMuon_OfAnyChange_GivesAModelThatPredicts_OrADocumentedException(string name, int brief)
    {
        string golden = Path.Combine(AppContext.BaseDirectory, "Persistence", "Models", name);
        GoldenModel question = GoldenModel.Read(golden + ".json");
        HostileArchive archive = new(File.ReadAllBytes(golden + ".zip"));
        string path = Path.Combine(Inside, "model.zip");
        Random random = new(24);
        SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);
        long live = LiveTensors.Count();
        for (int round = 0; round < TestLength.Rounds(brief, 10_000); round++)
        {
            byte[] changed = archive.Of(random);
            File.WriteAllBytes(path, changed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ITransformer? model = null;
            Exception? error = Try(() => model = _context.Model.LoadMuon(path, out _));
            Assert.IsLessThan((BytesPerByte * (long)changed.Length) + Constant, GC.GetAllocatedBytesForCurrentThread() - before, $"round {round}");
            Assert.IsTrue(error is null or FormatException or InvalidDataException or NotSupportedException or InvalidOperationException, $"round {round}: {error}");
            if (model is not null)
            {
                // A model of other columns does not fit the data.
                error = Try(() => question.Ask(model, _context, Inside));
                (model as IDisposable)?.Dispose();
                Assert.IsTrue(error is null or InvalidDataException or InvalidOperationException or ArgumentOutOfRangeException, $"round {round}: {error}");
            }

            string outcome = error?.GetType().Name ?? "predicts";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        TestContext.WriteLine(string.Join(", ", outcomes.Select(outcome => string.Create(CultureInfo.InvariantCulture, $"{outcome.Key} {outcome.Value}"))));
        Assert.AreEqual(live, LiveTensors.Count());
        CollectionAssert.AreEqual(new[] { Inside }, Directory.GetFileSystemEntries(_folder));
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(Inside));
        Assert.IsGreaterThan(0, outcomes["predicts"]);
        Assert.IsGreaterThan(1, outcomes.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
}

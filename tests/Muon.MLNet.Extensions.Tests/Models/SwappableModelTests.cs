using Microsoft.ML;
using Muon.MLNet.Extensions.Tests.TestData;
using ModelFiles = Muon.MLNet.Extensions.Tests.TestData.Models;

namespace Muon.MLNet.Extensions.Tests.Models;

[TestClass]
public sealed class SwappableModelTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly MLContext _context = new(seed: 1);
    private readonly ManualClock _clock = new();
    private readonly List<ModelReloadArguments> _reloads = [];
    private readonly List<Picture> _pictures = Stripes.Pictures(8, seed: 5);
    private ServedFile _models = null!;
    private string _first = "", _second = "", _served = "";

    [TestInitialize]
    public void Train()
    {
        _models = new ServedFile();
        (_first, _second, _served) = (_models.First, _models.Second, _models.Served);
    }

    [TestCleanup]
    public void Clean() => _models.Dispose();

    [TestMethod]
    public void AFileThatIsReplacedByARenameIsServed()
    {
        using SwappableModel model = new(_context, _served, Options());
        AssertServes(model, _first, version: 1);
        _clock.Advance(Look);
        Assert.IsEmpty(_reloads);

        ModelFiles.Replace(_served, by: _second);
        AssertServes(model, _first, version: 1);
        _clock.Advance(Look);
        AssertServes(model, _second, version: 2);
        Assert.AreEqual(_served, model.Current.FilePath);
        Assert.IsNull(_reloads.Single().Error);

        _clock.Advance(Look);
        ModelFiles.Replace(_served, by: _first);
        _clock.Advance(Look);
        AssertServes(model, _first, version: 3);
    }

    [TestMethod]
    public void ABadFileLeavesTheModelBeforeAndIsReportedOnce()
    {
        using SwappableModel model = new(_context, _served, Options());
        ModelFiles.Replace(_served, by: _models.Files.WriteBytes("bad", [.. File.ReadAllBytes(_second)[..5_000]]));
        _clock.Advance(Look);
        _clock.Advance(Look);

        AssertServes(model, _first, version: 1);
        Assert.HasCount(1, _reloads);
        Assert.IsNull(_reloads[0].Model);
        Assert.AreSame(_reloads[0].Error, model.LastError);
        Assert.IsNotNull(model.LastError);

        File.Delete(_served);
        _clock.Advance(Look);
        AssertServes(model, _first, version: 1);
        Assert.IsInstanceOfType<IOException>(model.LastError);

        ModelFiles.Replace(_served, by: _second);
        _clock.Advance(Look);
        AssertServes(model, _second, version: 2);
        Assert.IsNull(model.LastError);
    }

    [TestMethod]
    public void AModelThatFailsTheProbeIsNotServed()
    {
        ModelFileOptions options = Options();
        options.Probe = ModelProbe.Of<Picture, PredictedStripes>(_context, _pictures[0]);
        using SwappableModel model = new(_context, _served, options);
        using MuonTextClassificationTransformer texts = Sentences.Fit(_context, Sentences.Keyed(_context), Sentences.Options(change: o => o.MaxEpochs = 1));
        string other = Path.Combine(_models.Files.Folder, "texts.zip");
        _context.Model.Save(texts, Sentences.Keyed(_context).Schema, other);
        long tensors = LiveTensors.Count();

        ModelFiles.Replace(_served, by: other);
        _clock.Advance(Look);

        AssertServes(model, _first, version: 1);
        Assert.Contains("'Sentence'", model.LastError!.Message);
        Assert.AreEqual(tensors, LiveTensors.Count());
        Assert.Throws<Exception>(() => new SwappableModel(_context, other, options));
    }

    [TestMethod]
    public void TheOldModelIsFreedAfterItsLastLease()
    {
        long none = LiveTensors.Count();
        SwappableModel model = new(_context, _served, Options());
        long one = LiveTensors.Count();
        ModelLease lease = model.Lease();
        ModelLease other = model.Lease();

        ModelFiles.Replace(_served, by: _second);
        _clock.Advance(Look);
        Assert.AreEqual(none + (2 * (one - none)), LiveTensors.Count());
        AssertScores(_first, lease.Model.Transformer);
        lease.Dispose();
        lease.Dispose();
        AssertScores(_first, other.Model.Transformer);
        other.Dispose();
        Assert.AreEqual(one, LiveTensors.Count());
        Assert.Throws<ObjectDisposedException>(() => Scores(lease.Model.Transformer));

        model.Dispose();
        model.Dispose();
        Assert.AreEqual(none, LiveTensors.Count());
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Lease());
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Current);
        Assert.ThrowsExactly<ObjectDisposedException>(model.Reload);
        _clock.Advance(Look);
    }

    [TestMethod]
    public void ReloadSaysWhatIsWrong()
    {
        using SwappableModel model = new(_context, _served, new ModelFileOptions { WatchInterval = TimeSpan.Zero });
        File.WriteAllText(_served, "no model");

        Exception error = Assert.Throws<Exception>(model.Reload);

        Assert.AreSame(error, model.LastError);
        AssertServes(model, _first, version: 1);
        using SwappableModel inMemory = new(model.Current.Transformer);
        Assert.Contains("constructor that takes a path", Assert.ThrowsExactly<InvalidOperationException>(inMemory.Reload).Message);
        Assert.Throws<Exception>(() => new SwappableModel(_context, _served));
        Assert.Throws<IOException>(() => new SwappableModel(_context, Path.Combine(_models.Files.Folder, "nothing.zip")));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SwappableModel(_context, _first, new ModelFileOptions { WatchInterval = TimeSpan.FromDays(2) }));
    }

    [TestMethod]
    public async Task SwapsUnderLoadLoseNoRequestAndLeakNothing()
    {
        float[][] first = ModelFiles.EngineScores(_first, _pictures), second = ModelFiles.EngineScores(_second, _pictures);
        long none = LiveTensors.Count();
        int rounds = Muon.Testing.TestLength.Rounds(12, 300);
        using (SwappableModel model = new(_context, _served, new ModelFileOptions { WatchInterval = TimeSpan.Zero }))
        {
            BatchingPredictor<Picture, PredictedStripes> predictor = new(_context, model, new BatchingPredictorOptions { Workers = 2 });
            using CancellationTokenSource stop = new();
            Task<int>[] clients = [.. Enumerable.Range(0, 16).Select(client => Task.Run(() => Ask(client)))];
            for (int round = 0; round < rounds; round++)
            {
                ModelFiles.Replace(_served, by: round % 2 == 0 ? _second : _first);
                model.Reload();
                await Task.Delay(5);
            }

            await stop.CancelAsync();
            int[] asked = await Task.WhenAll(clients);
            await predictor.DisposeAsync();
            Assert.AreEqual(rounds + 1, model.Current.Version);
            Assert.IsTrue(asked.All(count => count > 0));

            async Task<int> Ask(int client)
            {
                int count = 0;
                int version = 0;
                while (!stop.IsCancellationRequested)
                {
                    int i = (client + count++) % _pictures.Count;
                    ModelPrediction<PredictedStripes> answer = await predictor.PredictWithModelAsync(_pictures[i]);
                    float[] expected = (answer.Model.Version % 2 == 1 ? first : second)[i];
                    ModelFiles.AssertClose(expected, answer.Prediction.Score, $"picture {i}, {answer.Model}");
                    Assert.IsGreaterThanOrEqualTo(version, answer.Model.Version);
                    version = answer.Model.Version;
                }

                return count;
            }
        }

        Assert.IsFalse(ModelFiles.IsClose(first[0], second[0]));
        Assert.AreEqual(none, LiveTensors.Count());
    }

    private ModelFileOptions Options() => new() { WatchInterval = Look, TimeProvider = _clock, OnReload = _reloads.Add };

    private void AssertServes(SwappableModel model, string file, int version)
    {
        Assert.AreEqual(version, model.Current.Version);
        AssertScores(file, model.Current.Transformer);
    }

    private void AssertScores(string file, ITransformer model)
    {
        float[][] expected = ModelFiles.EngineScores(file, _pictures);
        float[][] actual = Scores(model);
        for (int i = 0; i < expected.Length; i++)
        {
            ModelFiles.AssertClose(expected[i], actual[i]);
        }
    }

    private float[][] Scores(ITransformer model) =>
        [.. _context.Data.CreateEnumerable<PredictedStripes>(model.Transform(_context.Data.LoadFromEnumerable(_pictures)), reuseRowObject: false).Select(row => row.Score)];
}

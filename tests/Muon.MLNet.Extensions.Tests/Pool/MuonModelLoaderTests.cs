using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Muon.MLNet.Extensions.Tests.TestData;
using ModelFiles = Muon.MLNet.Extensions.Tests.TestData.Models;

namespace Muon.MLNet.Extensions.Tests.Pool;

[TestClass]
public sealed class MuonModelLoaderTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new();
    private readonly List<ModelReloadArguments> _reloads = [];
    private readonly List<Picture> _pictures = Stripes.Pictures(5, seed: 5);
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
    [DataRow(null)]
    [DataRow("stripes")]
    public void ThePoolFollowsTheFileAndSurvivesBadOnes(string? name)
    {
        ServiceCollection services = new();
        services.AddPredictionEnginePool<Picture, PredictedStripes>().FromMuonFile(_served, Options(), name);
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<Picture, PredictedStripes>>();
        AssertPredicts(pool, name, _first);

        ModelFiles.Replace(_served, by: _second);
        _clock.Advance(Look);
        AssertPredicts(pool, name, _second);

        ModelFiles.Replace(_served, by: _models.Files.WriteBytes("bad", 1, 2, 3));
        _clock.Advance(Look);
        AssertPredicts(pool, name, _second);
        Assert.IsNotNull(_reloads[^1].Error);

        // After a bad file too: ML.NET's own loader has stopped listening by then.
        ModelFiles.Replace(_served, by: _first);
        _clock.Advance(Look);
        AssertPredicts(pool, name, _first);
        Assert.HasCount(3, _reloads);
    }

    [TestMethod]
    public void AnEngineThatIsLentPredictsWithTheOldModelUntilItIsBack()
    {
        ServiceCollection services = new();
        services.AddPredictionEnginePool<Picture, PredictedStripes>().FromMuonFile(_served, Options());
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<Picture, PredictedStripes>>();
        PredictionEngine<Picture, PredictedStripes> lent = pool.GetPredictionEngine();

        ModelFiles.Replace(_served, by: _second);
        _clock.Advance(Look);

        ModelFiles.AssertClose(ModelFiles.EngineScores(_first, _pictures)[0], lent.Predict(_pictures[0]).Score);
        pool.ReturnPredictionEngine(lent);
        AssertPredicts(pool, name: null, _second);
    }

    [TestMethod]
    public void WhoeverHearsOfAChangeFindsTheNewModel()
    {
        using MuonModelLoader loader = new(new MLContext(seed: 1), _served, Options());
        ITransformer first = loader.GetModel();
        ITransformer? heard = null;
        loader.GetReloadToken().RegisterChangeCallback(_ => heard = loader.GetModel(), state: null);
        Assert.IsFalse(loader.GetReloadToken().HasChanged);

        loader.Reload();

        Assert.IsNotNull(heard);
        Assert.AreNotSame(first, heard);
        Assert.AreSame(heard, loader.GetModel());
        Assert.IsFalse(loader.GetReloadToken().HasChanged);
        File.WriteAllText(_served, "no model");
        Assert.AreSame(Assert.Throws<Exception>(loader.Reload), loader.LastError);
        Assert.AreSame(heard, loader.GetModel());
    }

    private ModelFileOptions Options() => new() { WatchInterval = Look, TimeProvider = _clock, OnReload = _reloads.Add };

    private void AssertPredicts(PredictionEnginePool<Picture, PredictedStripes> pool, string? name, string file)
    {
        float[][] expected = ModelFiles.EngineScores(file, _pictures);
        for (int i = 0; i < expected.Length; i++)
        {
            PredictedStripes actual = name is null ? pool.Predict(_pictures[i]) : pool.Predict(name, _pictures[i]);
            ModelFiles.AssertClose(expected[i], actual.Score);
        }
    }
}

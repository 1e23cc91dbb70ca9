using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Muon.MLNet.Extensions.Tests.TestData;
using ModelFiles = Muon.MLNet.Extensions.Tests.TestData.Models;

namespace Muon.MLNet.Extensions.Tests.Pool;

/// <summary>ML.NET's own loader, which the generated web API for texts uses, with models of this library.</summary>
[TestClass]
public sealed class FromFileTests
{
    [TestMethod]
    public void ThePoolServesTheSavedFormOfAModelAndFollowsItsFile()
    {
        using ServedFile models = new();
        ServiceCollection services = new();
        services.AddPredictionEnginePool<Picture, PredictedStripes>().FromFile(models.Served);
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<Picture, PredictedStripes>>();
        List<Picture> pictures = Stripes.Pictures(5, seed: 5);
        float[][] expected = ModelFiles.EngineScores(models.First, pictures);
        for (int i = 0; i < pictures.Count; i++)
        {
            ModelFiles.AssertClose(expected[i], pool.Predict(pictures[i]).Score);
        }

        float[] second = ModelFiles.EngineScores(models.Second, pictures)[0];
        Assert.IsFalse(ModelFiles.IsClose(second, expected[0]));
        File.WriteAllBytes(models.Served, File.ReadAllBytes(models.Second));
        Assert.IsTrue(SpinWait.SpinUntil(() => ModelFiles.IsClose(second, pool.Predict(pictures[0]).Score), TimeSpan.FromMinutes(1)), "the pool never took the model that was written to its file");
    }
}

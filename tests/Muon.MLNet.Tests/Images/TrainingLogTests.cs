using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class TrainingLogTests
{
    [TestMethod]
    public void Log_WarnsWhenMuonTrainsLittle()
    {
        Assert.ContainsSingle(Warnings(MuonOptions.Keras()).Where(message => message.Contains("take the Muon step", StringComparison.Ordinal)));
        Assert.IsFalse(Warnings(MuonOptions.Seed()).Any(message => message.Contains("take the Muon step", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void DynamicLossScaling_TrainsAsAFixedScale()
    {
        float[][] Scores(MuonOptions muon)
        {
            MLContext context = new(seed: 1);
            IDataView data = Stripes.View(context, 60);
            return [.. Stripes.Pipeline(context, Options(muon)).Fit(data).Transform(data).GetColumn<float[]>("Score")];
        }

        foreach ((float[] first, float[] second) in Scores(new() { DynamicLossScaling = true }).Zip(Scores(new() { LossScaleFactor = 32768 })))
        {
            CollectionAssert.AreEqual(first, second);
        }
    }

    private static string[] Warnings(MuonOptions muon)
    {
        MLContext context = new(seed: 1);
        List<string> warnings = [];
        context.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(e.Message);
            }
        };
        Stripes.Pipeline(context, Options(muon)).Fit(Stripes.View(context, 60));
        return [.. warnings];
    }

    private static MuonImageClassificationTrainer.Options Options(MuonOptions muon) => Stripes.Options(options =>
    {
        options.MaxEpochs = 1;
        options.Muon = muon;
    });
}

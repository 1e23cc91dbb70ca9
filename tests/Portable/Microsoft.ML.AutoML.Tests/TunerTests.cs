using Microsoft.ML;
using Microsoft.ML.AutoML;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
public sealed class TunerTests
{
    private const double Optimum = 0.3;

    [TestMethod]
    public void SmacComesCloserThanItsRandomPoints()
    {
        double[] losses = Losses(e => e.SetSmacTuner(numberInitialPopulation: 10, fitModelEveryNTrials: 4, numRandomEISearchConfigurations: 200), 40);
        Assert.IsLessThan(losses[..10].Min() / 2, losses.Min());
        CollectionAssert.AreEqual(losses, Losses(e => e.SetSmacTuner(numberInitialPopulation: 10, fitModelEveryNTrials: 4, numRandomEISearchConfigurations: 200), 40));
    }

    [TestMethod]
    public void ASearchAtRestIsFollowedByAnother()
    {
        // Nothing is better than the first trial: after 18 pairs of failures the step, 0.1 / 1.5^18, is below its least length, 1e-4.
        double[] points = Points((e, _) => e.SetCostFrugalTuner(), (id, _) => id == 0 ? 0 : 1, 40);
        Assert.AreEqual(points[0], points[37], "It starts from the only start there was.");
        Assert.AreNotEqual(points[0], points[36]);
        Assert.IsGreaterThan(0.001, Math.Abs(points[38] - points[0]));
    }

    [TestMethod]
    public void AFailedTrialIsNoPlaceToGoTo()
    {
        double[] points = Points((e, _) => e.SetCostFrugalTuner(), (id, x) => id == 1 ? throw new OperationCanceledException() : Math.Abs(x - Optimum), 30);
        Assert.IsLessThan(0.05, points.Min(x => Math.Abs(x - Optimum)));
    }

    private static double[] Losses(Func<AutoMLExperiment, AutoMLExperiment> tuner, int trials) =>
        [.. Points((e, _) => tuner(e), (_, x) => Math.Abs(x - Optimum), trials).Select(x => Math.Abs(x - Optimum))];

    private static double[] Points(Func<AutoMLExperiment, int, AutoMLExperiment> tuner, Func<int, double, double> loss, int trials)
    {
        List<double> points = [];
        var run = new RecordedRun((settings, _) =>
        {
            double x = settings.Parameter["p"].AsType<Small>().X;
            points.Add(x);
            return loss(settings.TrialId, x);
        });
        tuner(RecordedRun.New(trials).SetTrialRunner(run), 0).Run();
        return [.. points];
    }
}

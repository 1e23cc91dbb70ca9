using Microsoft.ML.AutoML;

namespace Muon.MLNet.AutoML.Tests.Trials;

[TestClass]
public sealed class SuccessiveHalvingTests
{
    private readonly MemoryRungs _rungs = new();
    private int _trial;

    [TestMethod]
    public void TrialsAreComparedAtSharesOfTheirEpochs()
    {
        SuccessiveHalving halving = new();
        Assert.IsTrue(GoesOn(halving, 1, 9, 0.5), "The first of its rung.");
        Assert.IsTrue(GoesOn(halving, 2, 9, 0.0), "Epoch 2 of 9 is no rung.");
        Assert.IsTrue(GoesOn(halving, 3, 9, 0.6));
        Assert.IsFalse(GoesOn(halving, 1, 9, 0.4));
        Assert.IsTrue(GoesOn(halving, 1, 9, 0.7));
        Assert.IsFalse(GoesOn(halving, 3, 27, 0.5), "Epoch 3 of 27 is the rung of epoch 1 of 9.");
        Assert.IsTrue(GoesOn(halving, 9, 9, 0.0), "The last epoch is no rung.");
        Assert.IsTrue(GoesOn(halving, 1, 2, 0.0), "Two epochs are too few to be divided by three.");
    }

    [TestMethod]
    public void OneInThreeGoesOnOfMany()
    {
        SuccessiveHalving halving = new();
        Random random = new(1);
        int on = Enumerable.Range(0, 3000).Count(_ => GoesOn(halving, 1, 9, random.NextDouble()));
        Assert.IsInRange(950, 1050, on);
    }

    [TestMethod]
    public void ANumberThatIsNone_IsBehindAllOthers()
    {
        SuccessiveHalving halving = new();
        Assert.IsFalse(GoesOn(halving, 1, 9, double.NaN));
        Assert.IsTrue(GoesOn(halving, 1, 9, 0));
    }

    [TestMethod]
    public void NothingEndsBeforeTheLeastEpochs()
    {
        SuccessiveHalving halving = new() { MinEpochs = 2 };
        Assert.IsTrue(GoesOn(halving, 1, 9, 1));
        Assert.IsTrue(GoesOn(halving, 1, 9, 0));
        Assert.IsTrue(GoesOn(halving, 3, 9, 1));
        Assert.IsFalse(GoesOn(halving, 3, 9, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SuccessiveHalving { Factor = 1 }.Validate());
    }

    [TestMethod]
    public void ATrialThatIsTriedAgain_DoesNotCompeteWithItself()
    {
        SuccessiveHalving halving = new();
        Assert.IsTrue(halving.GoesOn(_rungs, trial: 7, epoch: 1, maxEpochs: 9, value: 0.6));
        Assert.IsTrue(halving.GoesOn(_rungs, trial: 7, epoch: 1, maxEpochs: 9, value: 0.5));
        Assert.IsFalse(halving.GoesOn(_rungs, trial: 8, epoch: 1, maxEpochs: 9, value: 0.4));
    }

    private bool GoesOn(SuccessiveHalving halving, int epoch, int maxEpochs, double value) => halving.GoesOn(_rungs, _trial++, epoch, maxEpochs, value);

    [TestMethod]
    public void ATrialThatIsBehind_EndsEarlyWithTheMetricOfItsBestEpoch()
    {
        StripeSweep sweep = new()
        {
            Options = new MuonTrialOptions { Halving = new SuccessiveHalving() },
            Tamper = (trial, options) =>
            {
                options.MaxEpochs = 9;
                if (trial == 1)
                {
                    options.PeakLearningRate = 1e-7;
                }
            },
        };
        TrialResult best = sweep.Create(2).Run();
        Assert.AreEqual(0, best.TrialSettings.TrialId);
        Assert.AreEqual((TrialState.Completed, 9), (sweep.Records[0].State, sweep.Records[0].Epochs));
        Assert.AreEqual(TrialState.Pruned, sweep.Records[1].State);
        Assert.IsLessThan(9, sweep.Records[1].Epochs);
        Assert.IsLessThan(best.Metric, sweep.Records[1].Metric!.Value);
        CollectionAssert.Contains(sweep.Reports, "completed 1");
    }
}

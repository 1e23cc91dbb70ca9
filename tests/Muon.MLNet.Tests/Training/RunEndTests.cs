using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training;

/// <summary>How a run ends that does not run to its end.</summary>
[TestClass]
public sealed class RunEndTests
{
    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    public void AtTheTimeLimit_TheStepIsTheLast_AndTheModelIsKept(RunKind kind)
    {
        using InterruptedRuns runs = new();
        SteppedClock clock = new();
        int steps = 0;
        string model = runs.Train(kind, options =>
        {
            (options.Clock, options.MaxTrainingTime) = (clock, TimeSpan.FromMinutes(5));
            options.OnStep = _ =>
            {
                steps++;
                clock.Advance(TimeSpan.FromMinutes(1));
            };
        });

        Assert.AreEqual(5, steps);
        Assert.AreEqual(runs.TrainUntil(kind, 5), model, "what a cancellation keeps");
        Assert.IsTrue(runs.Messages.Exists(message => message.Contains("MaxTrainingTime, 00:05:00", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void TimeLimits_OneAfterTheOther_EndAsIfThereWereNone()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.Pictures);
        SteppedClock clock = new();
        string model = "";
        int steps = 0;
        TimeSpan elapsed = default;
        for (int call = 0; call < 5; call++)
        {
            model = runs.Resume(RunKind.Pictures, options =>
            {
                (options.Clock, options.MaxTrainingTime) = (clock, TimeSpan.FromMinutes(2));
                options.OnStep = step =>
                {
                    steps++;
                    elapsed = step.Elapsed;
                    clock.Advance(TimeSpan.FromMinutes(1));
                };
            });
        }

        Assert.AreEqual(expected, model);
        Assert.AreEqual(9, steps);
        Assert.AreEqual(TimeSpan.FromMinutes(8), elapsed, "the time of all calls together");
    }

    [TestMethod]
    public void OnCancelThrow_Throws_AfterALastCheckpoint()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.Pictures);

        Assert.ThrowsExactly<OperationCanceledException>(() => runs.TrainUntil(RunKind.Pictures, 4, options => options.OnCancel = CancelAction.Throw));

        Assert.IsTrue(File.Exists(runs.PathOf(1, 1)));
        Assert.AreEqual(expected, runs.Resume(RunKind.Pictures));
    }

    [TestMethod]
    public void OptionsOutOfRange_AreNamed()
    {
        static string Refused<T>(Action<MuonTrainerOptions> change)
            where T : ArgumentException => Assert.ThrowsExactly<T>(() => Stripes.Options(change).Validate()).ParamName!;

        Assert.AreEqual("OnCancel", Refused<ArgumentOutOfRangeException>(options => options.OnCancel = (CancelAction)7));
        Assert.AreEqual("MaxTrainingTime", Refused<ArgumentOutOfRangeException>(options => options.MaxTrainingTime = TimeSpan.Zero));
        Assert.AreEqual("KeepCheckpoints", Refused<ArgumentOutOfRangeException>(options => options.KeepCheckpoints = 0));
        Assert.AreEqual("CheckpointEvery.Epochs", Refused<ArgumentOutOfRangeException>(options => options.CheckpointEvery.Epochs = -1));
        Assert.AreEqual("CheckpointEvery.Steps", Refused<ArgumentOutOfRangeException>(options => options.CheckpointEvery.Steps = -1));
        Assert.AreEqual("CheckpointEvery.Minutes", Refused<ArgumentOutOfRangeException>(options => options.CheckpointEvery.Minutes = double.NaN));
        Assert.AreEqual("CheckpointEvery", Refused<ArgumentNullException>(options => options.CheckpointEvery = null!));
        Assert.AreEqual("CheckpointDirectory", Refused<ArgumentException>(options => options.CheckpointDirectory = " "));
        Assert.AreEqual("Resume", Refused<ArgumentException>(options => options.Resume = true));
    }
}

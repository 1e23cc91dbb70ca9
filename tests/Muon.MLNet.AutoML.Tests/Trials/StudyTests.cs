using Microsoft.Data.Sqlite;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.AutoML.Studies;

namespace Muon.MLNet.AutoML.Tests.Trials;

[TestClass]
public sealed class StudyTests
{
    private string _file = "";

    [TestInitialize]
    public void Prepare() => _file = Path.Combine(Path.GetTempPath(), $"muon-study-{Guid.NewGuid():N}.db");

    [TestCleanup]
    public void Clean()
    {
        SqliteConnection.ClearAllPools();
        foreach (string path in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_file) + "*"))
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public async Task AnInterruptedSweep_GoesOnWithTheSameTrials()
    {
        MuonStudy whole = MuonStudy.Open(_file, "whole");
        TrialResult expected = await Sweep().RunStudyAsync(whole, 4);

        // Ended in the middle of the third trial, as by Ctrl-C.
        MuonStudy study = MuonStudy.Open(_file, "interrupted");
        using CancellationTokenSource cancel = new();
        StripeSweep sweep = new() { Tamper = (trial, options) => options.OnStep = trial == 2 ? _ => cancel.Cancel() : null };
        await sweep.Create(int.MaxValue).SetCostFrugalTuner().RunStudyAsync(study, 4, sweep.Options, cancel.Token);
        CollectionAssert.AreEqual(
            new TrialState?[] { TrialState.Completed, TrialState.Completed, null }, study.GetTrials().Select(t => t.State).ToArray());

        StripeSweep rest = new();
        TrialResult best = await rest.Create(int.MaxValue).SetCostFrugalTuner().RunStudyAsync(study, 4, rest.Options);

        AssertSame(whole, study);
        Assert.HasCount(2, rest.Records, "Trials that had ended were trained again.");
        Assert.AreEqual(expected.TrialSettings.TrialId, best.TrialSettings.TrialId);
        Assert.AreEqual(expected.Metric, best.Metric);
        Assert.IsNotNull(best.Model, "The best trial may be from before the interruption.");
        Assert.AreEqual(1, study.GetTrials()[2].Attempts);
    }

    [TestMethod]
    public async Task AStudyThatIsComplete_OnlyTrainsItsBestTrialAgain()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        TrialResult first = await Sweep().RunStudyAsync(study, 3);
        StripeSweep again = new();
        TrialResult second = await again.Create(int.MaxValue).SetCostFrugalTuner().RunStudyAsync(study, 3, again.Options);
        Assert.IsEmpty(again.Records);
        Assert.AreEqual(first.Metric, second.Metric);
        Assert.IsNotNull(second.Model);
        Assert.HasCount(3, study.GetTrials());
        Assert.AreEqual(study.GetBest()!.Number, second.TrialSettings.TrialId);
    }

    [TestMethod]
    public async Task AGridThatIsUsedUp_EndsTheStudy()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        StripeSweep sweep = new();

        // The learning rate alone is swept: two points.
        await sweep.Create(int.MaxValue).SetTuner(new TwoPoints()).RunStudyAsync(study, 5, sweep.Options);
        Assert.HasCount(2, study.GetTrials());
        Assert.HasCount(2, sweep.Records);
    }

    [TestMethod]
    public async Task ADatabaseThatFails_EndsTheSweepWithItsError()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        StripeSweep sweep = new()
        {
            Tamper = (trial, _) =>
            {
                if (trial == 1)
                {
                    using SqliteConnection connection = new($"Data Source={_file}");
                    connection.Open();
                    using SqliteCommand command = connection.CreateCommand();
                    command.CommandText = "DROP TABLE muon_trial";
                    command.ExecuteNonQuery();
                }
            },
        };
        SqliteException error = await Assert.ThrowsExactlyAsync<SqliteException>(() => sweep.Create(int.MaxValue).RunStudyAsync(study, 5, sweep.Options));
        StringAssert.Contains(error.Message, "muon_trial");
        Assert.HasCount(2, sweep.Records);
    }

    [TestMethod]
    public async Task NothingButFailures_AreAllStored()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        StripeSweep sweep = new() { Tamper = (_, _) => throw new InvalidOperationException("always") };
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => sweep.Create(int.MaxValue).RunStudyAsync(study, 1000, sweep.Options));
        Assert.HasCount(100, study.GetTrials());
        Assert.IsTrue(study.GetTrials().All(trial => trial.State == TrialState.Failed));
    }

    [TestMethod]
    public void WorkersCompareTheirTrialsAtTheSameRungs()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        MuonStudy elsewhere = MuonStudy.Open(_file, "s");
        CollectionAssert.AreEqual(new[] { 0.5 }, study.Database.AddRung(0, 1, 0.5).ToArray());
        CollectionAssert.AreEquivalent(new[] { 0.5, 0.7 }, elsewhere.Database.AddRung(1, 1, 0.7).ToArray());
        CollectionAssert.AreEquivalent(new[] { 0.6, 0.7 }, study.Database.AddRung(0, 1, 0.6).ToArray());
        CollectionAssert.AreEqual(new[] { double.MinValue }, study.Database.AddRung(0, 2, double.MinValue).ToArray());
        Assert.HasCount(1, MuonStudy.Open(_file, "another").Database.AddRung(0, 1, 0.1));
    }

    [TestMethod]
    public async Task FailedTrials_AreStoredWithTheirReason()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        StripeSweep sweep = new() { Tamper = (trial, options) => options.MaxEpochs = trial == 1 ? throw new InvalidOperationException("boom") : 2 };
        await sweep.Create(int.MaxValue).RunStudyAsync(study, 3, sweep.Options);
        StoredTrial failed = study.GetTrials()[1];
        Assert.AreEqual(TrialState.Failed, failed.State);
        Assert.AreEqual("InvalidOperationException: boom", failed.Reason);
        Assert.IsNull(failed.Metric);
        Assert.AreEqual(2, study.GetTrials()[2].Epochs);
    }

    [TestMethod]
    public void ALeaseThatRunsOut_IsTakenOverOnce()
    {
        MuonStudy study = MuonStudy.Open(_file, "s", TimeSpan.FromSeconds(1));
        const string other = "elsewhere/1/1/a";
        Assert.AreEqual((Placement.Added, 0), study.Database.Add("{}", other, 2));
        Assert.IsNull(study.Database.TakeOver("me"), "The lease holds.");
        Assert.IsTrue(study.Database.Renew(0, other));
        Thread.Sleep(1200);
        Assert.AreEqual(2, study.Database.TakeOver("me")!.Attempts + 1);
        Assert.IsNull(study.Database.TakeOver("another"));
        Assert.IsFalse(study.Database.Renew(0, other));
        Assert.IsFalse(study.Database.End(0, other, TrialState.Completed, new(1, -1, 1, 1, null)), "The first worker lost it.");
        Assert.IsTrue(study.Database.End(0, "me", TrialState.Completed, new(0.5, -0.5, 1, 1, null)));
        Assert.IsFalse(study.Database.End(0, "me", TrialState.Completed, new(0.7, -0.7, 1, 1, null)), "A trial ends once.");
        Assert.AreEqual(0.5, study.GetBest()!.Metric);
    }

    [TestMethod]
    public void TheTrialOfADeadProcessOnThisMachine_IsTakenOverAtOnce()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        study.Database.Add("{}", $"{Environment.MachineName}/{int.MaxValue}/1/a", 1);
        Assert.IsNotNull(study.Database.TakeOver("b/1/1/1"));
    }

    [TestMethod]
    public void ATrialThatKillsItsWorkers_FailsInTheEnd()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        string Dead(int i) => $"{Environment.MachineName}/{int.MaxValue}/1/{i}";
        study.Database.Add("{}", Dead(1), 1);
        Assert.IsNotNull(study.Database.TakeOver(Dead(2)));
        Assert.IsNotNull(study.Database.TakeOver(Dead(3)));
        Assert.IsNull(study.Database.TakeOver(Dead(4)));
        Assert.AreEqual("its worker died, 3 times", study.GetTrials()[0].Reason);
    }

    [TestMethod]
    public void TheSameParameters_AreNotTrainedTwice()
    {
        MuonStudy study = MuonStudy.Open(_file, "s");
        Assert.AreEqual((Placement.Added, 0), study.Database.Add("""{"a":1}""", "w/1/1/1", 2));
        Assert.AreEqual(Placement.Running, study.Database.Add("""{"a":1}""", "w/1/1/2", 2).Placement);
        Assert.IsTrue(study.Database.End(0, "w/1/1/1", TrialState.Completed, new(1, -1, 1, 1, null)));
        Assert.AreEqual((Placement.Ended, 0), study.Database.Add("""{"a":1}""", "w/1/1/2", 2));
        Assert.AreEqual((Placement.Added, 1), study.Database.Add("""{"a":2}""", "w/1/1/2", 2));
        Assert.AreEqual(Placement.Full, study.Database.Add("""{"a":3}""", "w/1/1/3", 2).Placement);
    }

    [TestMethod]
    public void WhatIsNoConnectionString_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => MuonStudy.Open("Data Source=x;nonsense", "s"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MuonStudy.Open(_file, "s", TimeSpan.Zero));
    }

    private sealed class TwoPoints : ITuner
    {
        private int _next;

        public Parameter Propose(TrialSettings settings)
        {
            Parameter step = Parameter.CreateNestedParameter(KeyValuePair.Create("LearningRate", Parameter.FromDouble(_next++ % 2 == 0 ? 0.05 : 0.1)));
            return Parameter.CreateNestedParameter(KeyValuePair.Create("_pipeline_", Parameter.CreateNestedParameter(
                KeyValuePair.Create("_SCHEMA_", Parameter.FromString("e0 * e1")), KeyValuePair.Create("e0", Parameter.CreateNestedParameter()), KeyValuePair.Create("e1", step))));
        }

        public void Update(TrialResult result)
        {
        }
    }

    private static AutoMLExperiment Sweep() => new StripeSweep().Create(int.MaxValue).SetCostFrugalTuner();

    private static void AssertSame(MuonStudy expected, MuonStudy actual)
    {
        static string Text(StoredTrial t) => FormattableString.Invariant($"{t.Number} {t.Parameter} {t.State} {t.Metric} {t.Loss} {t.Epochs}");
        CollectionAssert.AreEqual(expected.GetTrials().Select(Text).ToArray(), actual.GetTrials().Select(Text).ToArray());
    }
}

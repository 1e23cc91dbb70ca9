using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Muon.Testing;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
[TestCategory("Golden")]
public sealed class Golden09ControlTests
{
    [TestMethod]
    public void AnExperimentRunsReportsAndEndsAsRecorded()
    {
        JsonObject golden = GoldenCases.Load("mlnet", "09_experiment_control", "loss");
        GoldenCases.Each(golden["output"].AsObject(), item => Recording.AreEqual(item.Value, Actual(item.Key), item.Key));
    }

    private static JsonNode Actual(string name) => name switch
    {
        "losses_05_02_09" => Losses().Run(),
        "runSync" => Losses().RunBlocking(),
        "equalLosses" => new RecordedRun((_, _) => 1).Run(),
        "secondFails" => new RecordedRun((s, _) => s.TrialId == 1 ? throw new InvalidOperationException("boom 1") : 0.5).Run(),
        "firstFails" => new RecordedRun((s, _) => s.TrialId == 0 ? throw new InvalidOperationException("boom 0") : 0.5).Run(),
        "allFail" => new RecordedRun((_, _) => throw new InvalidOperationException("boom")).Run(),
        "allFailSync" => new RecordedRun((_, _) => throw new InvalidOperationException("boom")).RunBlocking(),
        "runnerReturnsNull" => new RecordedRun((_, _) => null).Run(),
        "nanLoss" => new RecordedRun((_, _) => double.NaN).Run(),
        "infiniteLoss" => new RecordedRun((_, _) => double.PositiveInfinity).Run(),
        "firstNanThenOk" => new RecordedRun((s, _) => s.TrialId == 0 ? double.NaN : 0.3).Run(),
        "cancelledBefore" => new RecordedRun((_, _) => 1).Run(new CancellationToken(canceled: true)),
        "cancelInSecondTrial" => CancelledIn(1, (s, _) => 1 - (s.TrialId / 10.0)),
        "cancelInFirstTrialWhichThrows" => CancelledIn(0, (_, ct) => throw new OperationCanceledException(ct)),
        "operationCanceledWithoutToken" => new RecordedRun((s, _) => s.TrialId == 1 ? throw new OperationCanceledException("mine") : 1).Run(),
        "runTwice" => Twice(),
        "monitorThrows" => new RecordedRun((_, _) => 1) { OnCompleted = _ => throw new ApplicationException("monitor") }.Run(),
        "timeBudget1s" => TimeBudget(),
        "maxModelZero" => Recording.Try(() => RecordedRun.New(0) is not null ? "ok" : ""),
        "customRunnerWithoutTuner" => Recording.Try(() => RecordedRun.New().SetTrialRunner(new RecordedRun((_, _) => 1)).Run()),
        "noRunner" => Recording.Try(() => RecordedRun.New().SetRandomSearchTuner(1).Run()),
        "noSpace" => WithoutSpace(),
        "settingsDefaults" => Recording.Of(Defaults(new AutoMLExperiment.AutoMLExperimentSettings())),
        _ => throw GoldenCases.Unknown($"entry {name}"),
    };

    private static RecordedRun Losses() => new((s, _) => new[] { 0.5, 0.2, 0.9 }[s.TrialId]);

    private static JsonNode CancelledIn(int trial, Func<TrialSettings, CancellationToken, double?> loss)
    {
        using var source = new CancellationTokenSource();
        return new RecordedRun((settings, ct) =>
        {
            if (settings.TrialId == trial)
            {
                source.Cancel();
                Assert.IsTrue(ct.IsCancellationRequested, "The trial was not told.");
            }

            return loss(settings, ct);
        }).Run(source.Token);
    }

    private static JsonNode Twice()
    {
        var run = new RecordedRun((s, _) => s.TrialId);
        return Recording.Of(new { a = RecordedRun.Describe(run.Experiment.Run()), b = RecordedRun.Describe(run.Experiment.Run()) });
    }

    private static JsonNode TimeBudget()
    {
        var run = new RecordedRun((s, ct) =>
        {
            ct.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
            return s.TrialId;
        });
        run.Experiment.SetMaxModelToExplore(int.MaxValue).SetTrainingTimeInSeconds(1).Run();
        return Recording.Of(new { stoppedByItself = true, ranMoreThanOne = run.Reports.Contains("running 1") });
    }

    private static JsonNode WithoutSpace()
    {
        TrialResult result = new MLContext(1).Auto().CreateExperiment().SetMaxModelToExplore(1).SetRandomSearchTuner(1).SetTrialRunner(new WithoutParameter()).Run();
        return Recording.Of(RecordedRun.Describe(result));
    }

    private static object Defaults(AutoMLExperiment.AutoMLExperimentSettings settings) => new
    {
        settings.Seed,
        settings.MaxExperimentTimeInSeconds,
        settings.MaximumMemoryUsageInMegaByte,
        searchSpaceIsNull = settings.SearchSpace is null,
    };

    private sealed class WithoutParameter : ITrialRunner
    {
        public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct) =>
            Task.FromResult(new TrialResult { TrialSettings = settings, Metric = -1, Loss = 1, DurationInMilliseconds = 1 });

        public void Dispose()
        {
        }
    }
}

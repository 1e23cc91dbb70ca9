using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.AutoML;

namespace Muon.Portable.AutoML.Tests;

/// <summary>An experiment as the recorded cases run it: three trials of a runner whose losses are given, at random points of seed 1.</summary>
internal sealed class RecordedRun : IMonitor, ITrialRunner
{
    private readonly Func<TrialSettings, CancellationToken, double?> _loss;

    public RecordedRun(Func<TrialSettings, CancellationToken, double?> loss)
    {
        _loss = loss;
        Experiment = New().SetTrialRunner(this).SetMonitor(this).SetRandomSearchTuner(1);
    }

    public AutoMLExperiment Experiment { get; }
    public List<string> Reports { get; } = [];
    public List<object> Proposals { get; } = [];
    public Action<TrialResult> OnCompleted { get; init; } = _ => { };
    public int Disposed { get; private set; }

    public static AutoMLExperiment New(int maxModels = 3) => new MLContext(1).Auto()
        .CreateExperiment(new AutoMLExperiment.AutoMLExperimentSettings { Seed = 1 })
        .AddSearchSpace("p", new Microsoft.ML.SearchSpace.SearchSpace<Small>())
        .SetMaxModelToExplore(maxModels);

    public static object Describe(TrialResult result) => new
    {
        result.Metric,
        result.Loss,
        trialId = result.TrialSettings.TrialId,
        parameter = result.TrialSettings.Parameter,
        modelIsNull = result.Model is null,
        result.DurationInMilliseconds,
        peakCpuIsNull = result.PeakCpu is null,
        peakMemoryIsNull = result.PeakMemoryInMegaByte is null,
        ended = result.TrialSettings.EndedAtUtc is not null,
    };

    public JsonNode Run(CancellationToken token = default) => Recording.Of(new
    {
        monitor = Reports,
        result = Recording.Try(() => Describe(Experiment.RunAsync(token).GetAwaiter().GetResult())),
        runnerDisposed = Disposed,
    });

    public JsonNode RunBlocking() => Recording.Of(new
    {
        monitor = Reports,
        result = Recording.Try(() => Describe(Experiment.Run())),
        runnerDisposed = Disposed,
    });

    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        double? loss = _loss(settings, ct);
        Proposals.Add(new { settings.TrialId, parameter = settings.Parameter["p"], loss });
        return Task.FromResult(loss is { } value
            ? new TrialResult { TrialSettings = settings, Metric = -value, Loss = value, DurationInMilliseconds = 1 }
            : null);
    }

    public void Dispose() => Disposed++;

    public void ReportRunningTrial(TrialSettings settings) => Reports.Add($"running {settings.TrialId}");

    public void ReportCompletedTrial(TrialResult result)
    {
        Reports.Add($"completed {result.TrialSettings.TrialId}");
        OnCompleted(result);
    }

    public void ReportBestTrial(TrialResult result) => Reports.Add($"best {result.TrialSettings.TrialId}");

    public void ReportFailTrial(TrialSettings settings, Exception exception = null) =>
        Reports.Add($"fail {settings.TrialId} {exception?.GetType()}: {exception?.Message}");
}

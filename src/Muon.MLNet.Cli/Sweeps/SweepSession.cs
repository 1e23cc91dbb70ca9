using System.Data.Common;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;
using Muon.MLNet.Training;

namespace Muon.MLNet.Cli.Sweeps;

/// <summary>From a request to the best of many trainings, written down as one training is, and a page of all.</summary>
internal sealed class SweepSession
{
    private const int SmacPopulation = 10;
    private const int GridSteps = 3;

    private readonly SweepRequest _request;
    private readonly ToolConsole _console;
    private readonly List<TrialRecord> _trials = [];
    private readonly Dictionary<int, RunWatch> _watches = [];
    private RunWatch _watch = new();

    private SweepSession(SweepRequest request, ToolConsole console) => (_request, _console) = (request, console);

    /// <summary>Sweeps.</summary>
    /// <exception cref="ToolException">Data or options cannot be used, no trial was completed, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before a trial was completed.</exception>
    public static SweepResult Run(SweepRequest request, ToolConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        SweepSession session = new(request, console);
        return request.Training.IsText
            ? session.Run(
                new SweepSpace<MuonTextSearchSpace>(request),
                (context, space, options) => context.Auto().MuonTextClassification((MuonTextClassificationTrainer.Options)options, space.Space),
                clock, cancellation)
            : session.Run(
                new SweepSpace<MuonImageSearchSpace>(request),
                (context, space, options) => context.Auto().MuonImageClassification((MuonImageClassificationTrainer.Options)options, space.Space),
                clock, cancellation);
    }

    private SweepResult Run<T>(SweepSpace<T> space, Func<MLContext, SweepSpace<T>, MuonTrainerOptions, SweepableEstimator> trainer, TimeProvider clock, CancellationToken cancellation)
        where T : class, new()
    {
        RequireMeasured(_request.Training);
        TrainingJob job = TrainingJob.Open(_request.Training with { TrainTime = null }, _console);
        TrainingRequest training = job.Request;
        space.BeginAt(training);
        using TrainingLog? log = TrainingLog.Open(training.LogFile, job.Context);
        (IReadOnlyList<Example> train, IReadOnlyList<Example> validation) = Split(job);
        Say(log, Invariant($"Sweep: at most {_request.Trials} trials of {_request.Tuner} over {string.Join(", ", space.Swept.Select(member => member.Option))}; {train.Count:N0} examples train, {validation.Count:N0} judge."));

        AutoMLExperiment experiment = Tuned(job.Context.Auto().CreateExperiment(new AutoMLExperiment.AutoMLExperimentSettings { Seed = training.Seed })
            .SetPipeline(job.Pipeline.Keys.Append(trainer(job.Context, space, Options(training))))
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: nameof(Example.Label))
            .SetDataset(job.Context.Data.LoadFromEnumerable(train), job.Context.Data.LoadFromEnumerable(validation)));
        TrialResult best = Run(experiment, trial =>
        {
            _trials.Add(trial);
            _watches[trial.Id] = _watch;
            _watch = new RunWatch();
            Say(log, Line(trial, space.Describe(trial.Parameter)));
        }, cancellation);

        // Trained again here, where another process found it.
        RunWatch watch = _watches.GetValueOrDefault(best.TrialSettings.TrialId, _watch);
        TrainingJob found = job with { Request = space.Apply(training, best.TrialSettings.Parameter) };
        SweepResult result = Write(found, best, watch, clock);
        log?.Check();
        return result;
    }

    private SweepResult Write(TrainingJob job, TrialResult best, RunWatch watch, TimeProvider clock)
    {
        MuonTrainerOptions options = TrainerOptions.Create(job.Request, job.Data.Validation is not null);
        using TrainedModel model = job.Pipeline.Named((IEnumerable<ITransformer>)best.Model);
        RunRecord run = RunDescription.Of("Muon", job.Request, options, watch, model, job.Test(model), watch.End?.Elapsed.TotalSeconds ?? 0);
        run = run with
        {
            Options = new Dictionary<string, string>(run.Options, StringComparer.Ordinal)
            {
                ["sweep"] = Invariant($"trial {best.TrialSettings.TrialId} of {_trials.Count}, {_request.Tuner}"),
            },
        };
        TrainingRecord record = RunDescription.Of(job, watch, run, clock.GetUtcNow());
        TrainingFiles.Write(job, options, model, record, _console);
        string page = Path.Combine(job.Request.Output, $"{job.Request.Name}.sweep.html");
        OutputFolder.Write(page, () => Persistence.AtomicFile.Write(page, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(SweepReport.ToHtml(_trials)))));
        _console.Say($"Report: {Path.Combine(job.Request.Output, Report.TrainingReport.FileName)}, and all trials: {page}");
        return new SweepResult(record, job.Request, best.TrialSettings.TrialId, best.Metric, _trials, page);
    }

    private TrialResult Run(AutoMLExperiment experiment, Action<TrialRecord> onTrialEnd, CancellationToken cancellation)
    {
        MuonTrialOptions options = new() { Halving = _request.Halving ? new SuccessiveHalving() : null, OnTrialEnd = onTrialEnd };
        try
        {
            if (_request.Study is not { } connection)
            {
                return experiment.SetMaxModelToExplore(_request.Trials).SetMuonTrialRunner(options).RunAsync(cancellation).GetAwaiter().GetResult();
            }

            MuonStudy study = MuonStudy.Open(connection, _request.Training.Name);
            TrialResult best = experiment.RunStudyAsync(study, _request.Trials, options, cancellation).GetAwaiter().GetResult();
            (TrialRecord[] all, int own) = ([.. study.GetTrials().Select(trial => trial.ToRecord()).OfType<TrialRecord>()], _trials.Count);
            _console.Say(Invariant($"Study '{study.Name}': {all.Length} trials, {own} of them now and here."));
            _trials.Clear();
            _trials.AddRange(all);
            return best.Model is not null ? best : throw new ToolException(
                ExitCodes.Cancelled, Invariant($"cancelled; the best trial so far, {best.TrialSettings.TrialId}, was trained elsewhere or before. The same command trains it again and goes on."));
        }
        catch (TimeoutException error)
        {
            cancellation.ThrowIfCancellationRequested();
            string? reason = _trials.LastOrDefault(trial => trial.State is TrialState.Failed)?.Reason;
            throw new ToolException(ExitCodes.Data, reason is null ? "No trial was completed in time; give the sweep a longer --train-time, or fewer --epochs." : $"No trial was completed; the last one failed: {reason}", error);
        }
        catch (InvalidOperationException error)
        {
            throw Failure.OfData(error, $"The sweep of '{_request.Training.Dataset}' failed: ");
        }
        catch (Exception error) when (error is DbException or ArgumentException && _request.Study is not null)
        {
            throw new ToolException(ExitCodes.Usage, $"--study is '{_request.Study}', which cannot be used: {error.Message}", error);
        }
    }

    /// <summary>The options of all trials; their callbacks write to the record of the trial that runs.</summary>
    private MuonTrainerOptions Options(TrainingRequest training)
    {
        MuonTrainerOptions options = TrainerOptions.Create(training, hasValidation: true);
        options.OnStep = step => _watch.Add(step);
        options.OnEpochEnd = epoch => _watch.Add(epoch);
        options.OnTrainingEnd = end => _watch.Add(end);
        options.AdjustMuon += muon => _watch.Hear(muon);
        return options;
    }

    private AutoMLExperiment Tuned(AutoMLExperiment experiment)
    {
        experiment = _request.Tuner switch
        {
            "cost-frugal" => experiment.SetCostFrugalTuner(),
            "eci" => experiment.SetEciCostFrugalTuner(),
            "random" => experiment.SetRandomSearchTuner(),
            "grid" => experiment.SetGridSearchTuner(GridSteps),
            "smac" => experiment.SetSmacTuner(SmacPopulation),
            _ => throw new NotSupportedException($"There is no tuner '{_request.Tuner}'."),
        };
        return _request.Training.TrainTime is { } seconds ? experiment.SetTrainingTimeInSeconds((uint)Math.Max(1, Math.Round(seconds))) : experiment;
    }

    /// <summary>The examples to train on and those to judge by: the same ones that the trainer holds back by itself when the best is trained again.</summary>
    private static (IReadOnlyList<Example> Train, IReadOnlyList<Example> Validation) Split(TrainingJob job)
    {
        IReadOnlyList<Example> all = job.Data.Train;
        if (job.Data.Validation is { } given)
        {
            return (all, given);
        }

        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] classes = [.. all.Select(row => numbers.TryGetValue(row.Label, out int number) ? number : numbers[row.Label] = numbers.Count)];
        bool[] held = StratifiedSplit.HoldBack(classes, job.Request.ValidationFraction, job.Request.Seed);
        Example[] validation = [.. all.Where((_, i) => held[i])];
        return validation.Length > 0
            ? ([.. all.Where((_, i) => !held[i])], validation)
            : throw new ToolException(ExitCodes.Data, Invariant($"A sweep judges by validation data, and there is none: --validation-fraction is {job.Request.ValidationFraction} of {all.Count} examples in {numbers.Count} classes. Raise it, or give a --validation-dataset."));
    }

    private static void RequireMeasured(TrainingRequest request)
    {
        if (request.Muon.TryGetValue("muon-preset", out string? preset) && !string.Equals(preset, MuonSettings.MeasuredPreset, StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(ExitCodes.Usage, $"--muon-preset is {preset}; a sweep tries changes of the settings that measured best. Leave it out; single values can be fixed by --muon-….");
        }
    }

    private static string Line(TrialRecord trial, string values) => Invariant(
        $"trial {trial.Id,3}  {trial.State.ToString().ToLowerInvariant(),-9}  {trial.Metric,6:F4}  {trial.Duration.TotalSeconds,6:F1} s  {trial.Epochs,3} epochs  {values}{(trial.Reason is { } reason ? $"  ({reason})" : "")}");

    private void Say(TrainingLog? log, string line)
    {
        log?.Write(line);
        _console.Say(line);
    }
}

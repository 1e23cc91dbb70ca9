using System.Diagnostics;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Training;

/// <summary>From a request to a model file and a record, both written when they are whole.</summary>
internal static class TrainingSession
{
    private const string Muon = "Muon";
    private const string AdamW = "AdamW";

    public static TrainingRecord Run(TrainingRequest request, ToolConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        TrainingJob job = TrainingJob.Open(request, console);
        bool hasValidation = job.Data.Validation is not null;
        using TrainingLog? log = TrainingLog.Open(request.LogFile, job.Context);
        console.Attach(job.Context);
        request = job.Request;
        MuonTrainerOptions options = TrainerOptions.Create(request, hasValidation);
        (TrainingRecord record, TrainedModel model) = Train(job, options, console, clock, cancellation);
        using (model)
        {
            TrainingFiles.Write(job, options, model, record, console);
        }

        if (request.CompareAdamW && Compare(job, TrainerOptions.AdamWAlone(request, hasValidation), console, cancellation) is { } comparison)
        {
            record = record with { Comparison = comparison };
            TrainingFiles.WriteRecord(request, record);
        }

        log?.Check();
        console.Say($"Report: {Path.Combine(request.Output, Report.TrainingReport.FileName)}");
        return record;
    }

    private static (TrainingRecord Record, TrainedModel Model) Train(TrainingJob job, MuonTrainerOptions options, ToolConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        RunWatch watch = new();
        (TrainedModel model, double seconds) = Fit(job, options, watch, console, $"'{job.Request.Dataset}' cannot be trained on: ", cancellation);
        RunRecord run = RunDescription.Of(Muon, job.Request, options, watch, model, job.Test(model), seconds);
        return (RunDescription.Of(job, watch, run, clock.GetUtcNow()), model);
    }

    /// <summary>Trains the same with AdamW; null where Ctrl+C came before there was anything to compare with. The model of Muon is on the disk by then.</summary>
    private static RunRecord? Compare(TrainingJob job, MuonTrainerOptions options, ToolConsole console, CancellationToken cancellation)
    {
        console.Say("To compare, the same again with AdamW for all parameters:");
        RunWatch watch = new();
        try
        {
            (TrainedModel model, double seconds) = Fit(job, options, watch, console, "The model of Muon is written, but AdamW could not be trained to compare: ", cancellation);
            using (model)
            {
                return RunDescription.Of(AdamW, job.Request, options, watch, model, job.Test(model), seconds);
            }
        }
        catch (ToolException error)
        {
            throw new ToolException(error.ExitCode, error.Message.Replace("--muon-learning-rate", "--adamw-learning-rate", StringComparison.Ordinal), error);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.Say("Cancelled before AdamW had anything to show; the report is that of Muon alone.");
            return null;
        }
    }

    private static (TrainedModel Model, double Seconds) Fit(TrainingJob job, MuonTrainerOptions options, RunWatch watch, ToolConsole console, string failed, CancellationToken cancellation)
    {
        watch.Attach(options);
        options.CancellationToken = cancellation;
        console.Attach(options);
        Stopwatch stopwatch = Stopwatch.StartNew();
        return (job.Fit(options, console, failed), stopwatch.Elapsed.TotalSeconds);
    }
}

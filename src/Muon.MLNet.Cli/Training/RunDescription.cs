using System.Reflection;
using Microsoft.ML;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Training;

/// <summary>Puts together what is written down of a training.</summary>
internal static class RunDescription
{
    /// <summary>A training.</summary>
    /// <param name="optimizer">The name of the optimizer.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="options">The options of the trainer.</param>
    /// <param name="watch">What was seen of it.</param>
    /// <param name="model">What came of it.</param>
    /// <param name="test">What the model predicts.</param>
    /// <param name="seconds">How long it took.</param>
    public static RunRecord Of(string optimizer, TrainingRequest request, MuonTrainerOptions options, RunWatch watch, TrainedModel model, TestRecord? test, double seconds) => new(
        optimizer,
        model.Architecture,
        End(watch.End?.Outcome),
        seconds,
        watch.End?.BestEpoch,
        watch.Epochs,
        watch.Steps,
        test,
        [.. Routing(model.Chain)?.Rows.Select(row => new RoutingRecord(row.Path, row.Shape, row.Rule.ToString(), row.Reason)) ?? []],
        watch.End is { } end ? TimeSplitRecord.Of(end.Times) : null,
        Settings(request, options, watch));

    /// <summary>All of it.</summary>
    public static TrainingRecord Of(TrainingJob job, RunWatch watch, RunRecord run, DateTimeOffset now)
    {
        (TrainingRequest request, TrainingData data) = (job.Request, job.Data);
        TrainingEndArguments end = watch.End ?? default;
        return new TrainingRecord(
            TrainingRecord.CurrentVersion,
            request.Name,
            request.IsText ? "TextClassification" : "ImageClassification",
            request.Name + ".mlnet",
            now,
            new DataRecord(
                Path.GetFullPath(request.Dataset),
                request.ValidationDataset is { } path ? Path.GetFullPath(path) : null,
                end.TrainCount,
                end.ValidationCount,
                data.Test.Count,
                data.Train.Concat(data.Test).CountBy(row => row.Label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)),
            Machine.Describe(end.Device, end.Precision, request.Seed),
            run,
            Comparison: null);
    }

    private static string End(TrainingOutcome? outcome) => outcome switch
    {
        TrainingOutcome.Completed => "completed",
        TrainingOutcome.StoppedEarly => "stopped early",
        TrainingOutcome.Cancelled => "cancelled",
        TrainingOutcome.OutOfTime => "time limit",
        TrainingOutcome.Diverged => "diverged",
        _ => "unknown",
    };

    private static Dictionary<string, string> Settings(TrainingRequest request, MuonTrainerOptions options, RunWatch watch)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["epochs"] = OptionText.Write(options.MaxEpochs),
            ["batch-size"] = OptionText.Write(options.BatchSize),
            ["label-smoothing"] = OptionText.Write(options.LabelSmoothing),
            ["validation-fraction"] = OptionText.Write(options.ValidationFraction),
            ["seed"] = OptionText.Write(request.Seed),
            ["muon"] = MuonSettings.Create(request.Muon).Description,
        };
        switch (options)
        {
            case MuonImageClassificationTrainer.Options pictures:
                settings["augmentation-strength"] = OptionText.Write(pictures.AugmentationStrength);
                break;
            case MuonTextClassificationTrainer.Options texts:
                settings["token-dropout"] = OptionText.Write(texts.TokenDropout);
                break;
        }

        foreach (PropertyInfo property in watch.Muon is null ? [] : typeof(MuonOptions).GetProperties().Where(property => property.CanWrite))
        {
            settings[$"muon-{KebabCase.Of(property.Name)}"] = property.GetValue(watch.Muon) is LearningRateSchedule and not ConstantLearningRate
                ? Invariant($"warm-up and cosine decay, at most {watch.HighestLearningRate:G4}")
                : OptionText.Write(property.GetValue(watch.Muon));
        }

        return settings;
    }

    private static RoutingReport? Routing(ITransformer model) => model switch
    {
        MuonImageClassificationTransformer pictures => pictures.Routing,
        MuonTextClassificationTransformer texts => texts.Routing,
        IEnumerable<ITransformer> chain => chain.Select(Routing).FirstOrDefault(found => found is not null),
        _ => null,
    };
}

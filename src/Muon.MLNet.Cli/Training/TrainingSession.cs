using System.Diagnostics;
using Microsoft.ML;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Terminal;
using TorchSharp;

namespace Muon.MLNet.Cli.Training;

/// <summary>From a request to a model file and a record, both written when they are whole.</summary>
internal static class TrainingSession
{
    public static TrainingRecord Run(TrainingRequest request, ToolConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        Libtorch.Require();
        Libtorch.Require(request.Device);
        if (request.Threads is { } threads)
        {
            torch.set_num_threads(threads);
        }

        MLContext context = new(request.Seed);
        TrainingData data = TrainingData.Load(context, request);
        MuonTrainerOptions options = TrainerOptions.Create(request, data.Validation is not null);
        OutputFolder.Prepare(request.Output);
        console.Say(Invariant($"Data: {request.Dataset}, {data.Train.Count:N0} examples to learn from, {data.Test.Count:N0} held out to test with, {data.ClassCount:N0} classes."));
        if (data.HasStrangeLabels)
        {
            console.Say($"Most classes have one example. {(request.IsText ? $"If column '{request.LabelColumn}' holds names or texts, choose another --label-col." : "A sub-folder is a class; pictures of one kind belong into one.")}");
        }

        if (data.Format is { } format)
        {
            console.Say($"Table: separated by {format.SeparatorName}, {(format.HasHeader ? "with" : "without")} header, {(format.AllowQuoting ? "quotes allowed" : "quotes are plain characters")}; columns {string.Join(", ", format.Columns.Select(column => $"'{column.Name}' {column.Kind}"))}.");
        }

        if (options.Muon is { } given && !request.Muon.ContainsKey("muon-learning-rate"))
        {
            console.Say($"Muon: with any --muon-… the others begin at --muon-preset or Keras's defaults, not at the trainer's measured settings: the learning rate is {OptionText.Write(given.LearningRate)} from the first step to the last. Set --muon-learning-rate too; 0.02 to 0.05 is usual with --muon-preset moonlight.");
        }

        if (data.Validation is { } validation)
        {
            // With the keys that the pipeline gives the labels too.
            options.ValidationSet = context.Transforms.Conversion.MapValueToKey("Label").Fit(context.Data.LoadFromEnumerable(data.Train)).Transform(context.Data.LoadFromEnumerable(validation));
        }

        RunWatch watch = new();
        watch.Attach(options);
        options.CancellationToken = cancellation;
        context.Log += (_, e) => watch.Hear(e.RawMessage);
        console.Attach(context, options);
        using TrainingLog? log = TrainingLog.Open(request.LogFile, context);
        Stopwatch stopwatch = Stopwatch.StartNew();
        using TrainedModel model = Fit(context, request, options, data.Train, console);
        double seconds = stopwatch.Elapsed.TotalSeconds;

        string end = cancellation.IsCancellationRequested ? "cancelled"
            : watch.Epochs.Count >= options.MaxEpochs ? "completed"
            : "time limit";
        TestRecord? test = data.Test.Count == 0 ? null : ModelTest.Run(context, model.Chain, data.Test, model.Classes);
        TrainingRecord record = Describe(request, data, options, watch, model, test, end, seconds, clock.GetUtcNow());
        string file = Path.Combine(request.Output, record.ModelFile);
        OutputFolder.Write(file, () => context.Model.SaveMuon(model.Chain, context.Data.LoadFromEnumerable(data.Train).Schema, file));
        new GeneratedProject(request, data.Format, options).Write(record);
        string saved = Path.Combine(request.Output, TrainingRecord.FileName);
        OutputFolder.Write(saved, () => record.Save(saved));
        string report = Path.Combine(request.Output, TrainingReport.FileName);
        OutputFolder.Write(report, () => TrainingReport.Write(record, report));
        console.Say($"Report: {report}");
        log?.Check();
        return record;
    }

    private static TrainedModel Fit(MLContext context, TrainingRequest request, MuonTrainerOptions options, IReadOnlyList<Example> train, ToolConsole console)
    {
        IDataView rows = context.Data.LoadFromEnumerable(train);
        var keys = context.Transforms.Conversion.MapValueToKey("Label");
        var values = context.Transforms.Conversion.MapKeyToValue("PredictedLabel");
        try
        {
            return new TrainedModel(options switch
            {
                MuonTextClassificationTrainer.Options texts => console.Run(() => (ITransformer)keys.Append(context.MulticlassClassification.Trainers.MuonTextClassification(texts)).Append(values).Fit(rows)),
                MuonImageClassificationTrainer.Options pictures => console.Run(() => (ITransformer)keys.Append(context.MulticlassClassification.Trainers.MuonImageClassification(pictures)).Append(values).Fit(rows)),
                _ => throw new NotSupportedException($"There is no trainer for {options.GetType()}."),
            });
        }
        catch (ArgumentException error)
        {
            throw new ToolException(ExitCodes.Usage, PropertyNames.ToOptions(error.Message.Split(" (Parameter", StringSplitOptions.None)[0]), error);
        }
        catch (InvalidOperationException error)
        {
            throw Failure.OfData(error, $"'{request.Dataset}' cannot be trained on: ");
        }
    }

    private static TrainingRecord Describe(
        TrainingRequest request, TrainingData data, MuonTrainerOptions options, RunWatch watch, TrainedModel model, TestRecord? test, string end, double seconds, DateTimeOffset now)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["epochs"] = OptionText.Write(options.MaxEpochs),
            ["batch-size"] = OptionText.Write(options.BatchSize),
            ["label-smoothing"] = OptionText.Write(options.LabelSmoothing),
            ["validation-fraction"] = OptionText.Write(options.ValidationFraction),
            ["seed"] = OptionText.Write(request.Seed),
            ["muon"] = options.Muon is null ? "measured defaults" : "given",
        };
        foreach (var property in options.Muon is null ? [] : typeof(MuonOptions).GetProperties().Where(property => property.CanWrite))
        {
            settings[$"muon-{KebabCase.Of(property.Name)}"] = OptionText.Write(property.GetValue(options.Muon));
        }

        int held = (int)Math.Round(options.ValidationFraction * data.Train.Count);
        RoutingReport? routing = Routing(model.Chain);
        RunRecord run = new(
            "Muon", model.Architecture, end, seconds, watch.BestEpoch, watch.Epochs, watch.Steps, test,
            [.. routing?.Rows.Select(row => new RoutingRecord(row.Path, row.Shape, row.Rule.ToString(), row.Reason)) ?? []], Time: null, settings);
        return new TrainingRecord(
            TrainingRecord.CurrentVersion, request.Name, request.IsText ? "TextClassification" : "ImageClassification", request.Name + ".mlnet", now,
            new DataRecord(
                Path.GetFullPath(request.Dataset), request.ValidationDataset is { } path ? Path.GetFullPath(path) : null,
                data.Train.Count - held, data.Validation?.Count ?? held, data.Test.Count,
                data.Train.Concat(data.Test).CountBy(row => row.Label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)),
            Machine.Describe(watch.DeviceLine, request.Seed), run, Comparison: null);
    }

    private static RoutingReport? Routing(ITransformer model) => model switch
    {
        MuonImageClassificationTransformer pictures => pictures.Routing,
        MuonTextClassificationTransformer texts => texts.Routing,
        IEnumerable<ITransformer> chain => chain.Select(Routing).FirstOrDefault(found => found is not null),
        _ => null,
    };
}

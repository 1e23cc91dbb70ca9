using Microsoft.ML;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Tables;
using TorchSharp;

namespace Muon.MLNet.Cli.Training;

/// <summary>A request with its data read and split, ready to be trained or swept.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Context">The context, with the seed of the request.</param>
/// <param name="Data">The examples.</param>
/// <param name="Pipeline">What is around the trainer.</param>
internal sealed record TrainingJob(TrainingRequest Request, MLContext Context, TrainingData Data, ClassifierPipeline Pipeline)
{
    /// <summary>Reads the data, chooses how long to train where that is not given, tries the folder that is written to, and says what was found.</summary>
    /// <exception cref="ToolException">The data cannot be used, an option is wrong, or the folder cannot be written to.</exception>
    public static TrainingJob Open(TrainingRequest request, ToolConsole console)
    {
        Libtorch.Require();
        Libtorch.Require(request.Device);
        if (request.Threads is { } threads)
        {
            torch.set_num_threads(threads);
        }

        MLContext context = new(request.Seed);
        TrainingData data = TrainingData.Load(context, request);
        request = RunLength.Choose(request, data.Validation is null ? (int)Math.Ceiling(data.Train.Count * (1 - request.ValidationFraction)) : data.Train.Count);
        OutputFolder.Prepare(request.Output);
        EarlierTraining.Check(request.Output);
        console.Say(Invariant($"Data: {request.Dataset}, {data.Train.Count:N0} examples to learn from, {data.Test.Count:N0} held out to test with, {data.ClassCount:N0} classes."));
        if (data.HasStrangeLabels)
        {
            console.Say($"Most classes have one example. {(request.IsText ? $"If column '{request.LabelColumn}' holds names or texts, choose another --label-col." : "A sub-folder is a class; pictures of one kind belong into one.")}");
        }

        if (data.Format is { } format)
        {
            console.Say($"Table: separated by {format.SeparatorName}, {(format.HasHeader ? "with" : "without")} header, {(format.AllowQuoting ? "quotes allowed" : "quotes are plain characters")}; columns {string.Join(", ", format.Columns.Select(column => $"'{column.Name}' {column.Kind}"))}.");
        }

        return new TrainingJob(request, context, data, new ClassifierPipeline(context, data.Train));
    }

    /// <summary>Trains.</summary>
    /// <param name="options">The options of the trainer.</param>
    /// <param name="console">Shows how far it is.</param>
    /// <param name="failed">What the message begins with where the data cannot be used, or training diverges.</param>
    /// <exception cref="ToolException">The options or the data cannot be used.</exception>
    public TrainedModel Fit(MuonTrainerOptions options, ToolConsole console, string failed)
    {
        try
        {
            options.ValidationSet = Data.Validation is { } validation ? Pipeline.Keyed(validation) : null;
            return console.Run(() => Pipeline.Fit(options));
        }
        catch (ArgumentException error)
        {
            throw new ToolException(ExitCodes.Usage, PropertyNames.ToOptions(error.Message.Split(" (Parameter", StringSplitOptions.None)[0]), error);
        }
        catch (InvalidOperationException error)
        {
            throw Failure.OfData(error, failed);
        }
    }

    /// <summary>Tests a model on the examples held out; null where there are none.</summary>
    public Records.TestRecord? Test(TrainedModel model) =>
        Data.Test.Count == 0 ? null : ModelTest.Run(Context, model.Chain, Data.Test, model.Classes);
}

using System.CommandLine;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verbs <c>image-classification</c> and <c>text-classification</c>.</summary>
internal static class TrainingCommand
{
    public static Command Create(bool isText, Tool tool)
    {
        TrainingArguments arguments = new(isText);
        Option<bool> compare = new("--compare-adamw") { Description = "Trains the same network with AdamW too, to compare in the report." };
        Option<double?> rate = new("--adamw-learning-rate") { Description = "The highest learning rate of that. Default: the one that AdamW has beside Muon.", CustomParser = NumberText.ReadOptional, HelpName = "rate" };
        Command command = isText
            ? new Command("text-classification", "Trains a classifier of texts on a table.")
            : new Command("image-classification", "Trains a classifier of pictures on a folder.");
        foreach (Option option in (IEnumerable<Option>)[.. arguments.All, compare, rate])
        {
            command.Options.Add(option);
        }

        tool.SetAction(command, (result, console, cancellation) =>
        {
            double? adamW = TrainingArguments.Check("--adamw-learning-rate", result.GetValue(rate), value => value is > 0 and < 1e3, "above 0");
            TrainingRequest request = arguments.Request(result) with { CompareAdamW = result.GetValue(compare) || adamW is not null, AdamWLearningRate = adamW };
            return Run(request, console, tool.Clock, cancellation);
        });
        return command;
    }

    /// <summary>The verb <c>train</c>, which trains again as a configuration file says.</summary>
    public static Command Again(Tool tool)
    {
        Option<string> configuration = new("--training-config") { Description = "The file NAME.mbconfig of a training before.", Required = true, HelpName = "file" };
        Option<string?> output = new("--output", "-o") { Description = "The folder to write to. Default: that of the configuration.", HelpName = "folder" };
        Command command = new("train", "Trains again as a configuration file says.") { configuration, output };
        tool.SetAction(command, (result, console, cancellation) =>
            Run(TrainingConfiguration.Load(result.GetValue(configuration)!, result.GetValue(output)), console, tool.Clock, cancellation));
        return command;
    }

    /// <summary>Trains, and says what came of it.</summary>
    public static int Run(TrainingRequest request, ToolConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        using NewFolder output = new(request.Output);
        TrainingRecord record = TrainingSession.Run(request, console, clock, cancellation);
        console.Result(
            new { model = Path.Combine(request.Output, record.ModelFile), end = record.Run.End, seconds = record.Run.Seconds, epochs = record.Run.Epochs.Count, bestEpoch = record.Run.BestEpoch, test = record.Run.Test, adamW = record.Comparison is { } other ? new { seconds = other.Seconds, epochs = other.Epochs.Count, bestEpoch = other.BestEpoch, test = other.Test } : null },
            [.. MetricLines.Of(record.Run.Test), .. MetricLines.Comparison(record), Invariant($"trained {record.Run.Epochs.Count} epochs in {record.Run.Seconds:F1} s ({record.Run.End})"), $"model: {Path.Combine(request.Output, record.ModelFile)}"]);
        return ExitCodes.Success;
    }
}

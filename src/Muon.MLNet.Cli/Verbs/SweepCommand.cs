using System.CommandLine;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Sweeps;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>sweep</c>: many trainings with other values, proposed by ML.NET's AutoML, of which the best is kept.</summary>
internal static class SweepCommand
{
    private const int DefaultTrials = 30;

    // Of trials that are compared with each other, more is to be judged than of epochs.
    private const double DefaultValidationFraction = 0.2;

    public static Command Create(Tool tool)
    {
        Command command = new("sweep", "Tries values of the options with ML.NET's AutoML, and keeps the best model.");
        command.Subcommands.Add(Create(isText: false, tool));
        command.Subcommands.Add(Create(isText: true, tool));
        return command;
    }

    private static Command Create(bool isText, Tool tool)
    {
        TrainingArguments arguments = new(isText, DefaultValidationFraction);
        Option<int> trials = new("--trials") { Description = "The most trainings. --train-time is the time of all of them together.", DefaultValueFactory = _ => DefaultTrials, HelpName = "n" };
        Option<string> tuner = new("--tuner") { Description = "Who proposes values: cost-frugal, eci, random, grid or smac.", DefaultValueFactory = _ => "cost-frugal", HelpName = "name" };
        tuner.AcceptOnlyFromAmong("cost-frugal", "eci", "random", "grid", "smac");
        Option<bool> halving = new("--halving") { Description = "Ends trials that are behind others at a ninth or a third of their epochs." };
        Option<string?> space = new("--space") { Description = "What is tried: names of options without the dashes, separated by commas. Default: all that a sweep can try, but the architecture. Options that are given are not tried.", HelpName = "names" };
        Option<string?> study = new("--study") { Description = "Keeps the trials in a database, under the name of --name: a file for SQLite, or Host=...;Database=...;Username=... for PostgreSQL. The same command goes on with them, and others may work on it at the same time.", HelpName = "connection" };
        Command command = new(isText ? "text-classification" : "image-classification", isText ? "Sweeps a classifier of texts." : "Sweeps a classifier of pictures.") { trials, tuner, halving, space, study };
        foreach (Option option in arguments.All)
        {
            command.Options.Add(option);
        }

        tool.SetAction(command, (result, console, cancellation) =>
        {
            SweepRequest request = new(
                arguments.Request(result),
                TrainingArguments.Check<int>("--trials", result.GetValue(trials), value => value >= 1, "at least 1")!.Value,
                result.GetValue(tuner)!,
                result.GetValue(halving),
                result.GetValue(space)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                result.GetValue(study));
            using NewFolder output = new(request.Training.Output);
            Tell(SweepSession.Run(request, console, tool.Clock, cancellation), console);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Tell(SweepResult sweep, ToolConsole console)
    {
        string model = Path.Combine(sweep.Request.Output, sweep.Record.ModelFile);
        console.Result(
            new
            {
                model,
                bestTrial = sweep.Trial,
                validationAccuracy = sweep.Metric,
                test = sweep.Record.Run.Test,
                options = sweep.Record.Run.Options,
                trials = sweep.Trials.Select(trial => new { number = trial.Id, state = trial.State.ToString().ToLowerInvariant(), metric = trial.Metric, seconds = trial.Duration.TotalSeconds, epochs = trial.Epochs, reason = trial.Reason }),
                page = sweep.Page,
            },
            [
                .. MetricLines.Of(sweep.Record.Run.Test),
                .. ParameterImportance.Of(sweep.Trials).Select(importance => Invariant($"explains {importance.Share,5:P0} of the differences: {importance.Name}, best at {importance.BestRange}")),
                Invariant($"best of {sweep.Trials.Count} trials: {sweep.Trial}, validation accuracy {sweep.Metric:F4}"),
                $"model: {model}",
            ]);
    }
}

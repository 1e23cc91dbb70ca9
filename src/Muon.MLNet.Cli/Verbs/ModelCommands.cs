using System.CommandLine;
using Microsoft.ML;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verbs <c>evaluate</c>, <c>info</c> and <c>export</c>, which work on a model file.</summary>
internal static class ModelCommands
{
    private static Argument<string> Model() => new("model") { Description = "The model file, NAME.mlnet." };

    public static Command Evaluate(Tool tool)
    {
        Argument<string> file = Model();
        Option<string> dataset = new("--dataset", "-d") { Description = "Labelled data: a folder of pictures or a table.", Required = true, HelpName = "path" };
        TableOptions table = new();
        Command command = new("evaluate", "Tests a model on labelled data.") { file, dataset, table.Label, table.Text, table.Text2, table.Header };
        tool.SetAction(command, (result, console, _) =>
        {
            MLContext context = new();
            using TrainedModel model = TrainedModel.Load(context, result.GetValue(file)!);
            string path = result.GetValue(dataset)!;
            List<Example> rows = model.IsText ? table.Read(result, path, model, labelled: true) : TrainingData.Pictures(context, path);
            if (rows.Find(row => !model.Classes.Contains(row.Label, StringComparer.Ordinal)) is { } stranger)
            {
                throw new ToolException(ExitCodes.Data, $"'{path}' has the class '{stranger.Label}', which the model does not know. It knows {string.Join(", ", model.Classes.Take(20))}.");
            }

            TestRecord test = ModelTest.Run(context, model.Chain, rows, model.Classes);
            console.Result(test, MetricLines.Of(test));
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Info(Tool tool)
    {
        Argument<string> file = Model();
        Command command = new("info", "Says what a model is: network, classes, routing, metrics, options and versions.") { file };
        tool.SetAction(command, (result, console, _) =>
        {
            string path = result.GetValue(file)!;
            using TrainedModel model = TrainedModel.Load(new MLContext(), path);
            TrainingRecord? record = Record(path);
            console.Result(
                new { scenario = model.IsText ? "TextClassification" : "ImageClassification", model.Architecture, parameters = model.ParameterCount, model.InputColumn, model.Classes, muonVersion = Machine.Version, training = record },
                Lines(model, record));
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Report(Tool tool)
    {
        Argument<string> file = new("record") { Description = $"The file {TrainingRecord.FileName} of a training, or its folder." };
        Option<string?> output = new("--output", "-o") { Description = $"The file to write. Default: {TrainingReport.FileName} beside the record.", HelpName = "file" };
        Command command = new("report", "Writes the report of a training again.") { file, output };
        tool.SetAction(command, (result, console, _) =>
        {
            string given = result.GetValue(file)!;
            string record = Directory.Exists(given) ? Path.Combine(given, TrainingRecord.FileName) : given;
            if (!File.Exists(record))
            {
                throw new ToolException(ExitCodes.Data, $"There is no '{record}': a training writes it beside its model.");
            }

            string target = result.GetValue(output) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(record))!, TrainingReport.FileName);
            TrainingRecord training = TrainingRecord.Load(record);
            OutputFolder.Write(target, () => TrainingReport.Write(training, target));
            console.Result(new { file = target }, [$"report: {target}"]);
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Export(Tool tool)
    {
        Command command = new("export", "Writes a model for programs without .NET.");
        command.Subcommands.Add(ExportAs("onnx", "The network as an ONNX file.", (context, model, path) => context.Model.ExportMuonToOnnx(model.Chain, path)));
        command.Subcommands.Add(ExportAs("safetensors", "The weights as a safetensors file.", (_, model, path) => model.SaveWeights(path)));
        return command;

        Command ExportAs(string format, string description, Action<MLContext, TrainedModel, string> write)
        {
            Argument<string> file = Model();
            Option<string?> output = new("--output", "-o") { Description = $"The file to write. Default: the model's with the ending .{format}.", HelpName = "file" };
            Command verb = new(format, description) { file, output };
            tool.SetAction(verb, (result, console, _) =>
            {
                MLContext context = new();
                string source = result.GetValue(file)!;
                using TrainedModel model = TrainedModel.Load(context, source);
                string target = result.GetValue(output) ?? Path.ChangeExtension(source, format);
                OutputFolder.Write(target, () => write(context, model, target));
                long bytes = new FileInfo(target).Length;
                console.Result(new { file = target, bytes }, [Invariant($"{format}: {target} ({bytes / 1e6:F1} MB)")]);
                return ExitCodes.Success;
            });
            return verb;
        }
    }

    private static TrainingRecord? Record(string model)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model))!, TrainingRecord.FileName);
        TrainingRecord? record = File.Exists(path) ? TrainingRecord.Load(path) : null;
        return record is not null && string.Equals(record.ModelFile, Path.GetFileName(model), StringComparison.Ordinal) ? record : null;
    }

    private static IEnumerable<string> Lines(TrainedModel model, TrainingRecord? record)
    {
        yield return Invariant($"{(model.IsText ? "texts" : "pictures")}, {model.Architecture}, {model.ParameterCount:N0} parameters, reads column '{model.InputColumn}'");
        yield return Invariant($"{model.Classes.Count} classes: {string.Join(", ", model.Classes)}");
        if (record is null)
        {
            yield return $"no {TrainingRecord.FileName} of this model lies beside it: how it was trained is not known here.";
            yield break;
        }

        yield return Invariant($"trained {record.Created:u} on {record.Data.Dataset}: {record.Data.TrainCount:N0} examples, {record.Run.Epochs.Count} epochs, {record.Run.Seconds:F1} s ({record.Run.End})");
        yield return $"Muon.MLNet {record.Environment.MuonVersion}, libtorch {record.Environment.Libtorch}, {record.Environment.DotNet}, {record.Environment.Device}";
        foreach (RoutingRecord row in record.Run.Routing)
        {
            yield return $"{row.Path}  {string.Join('×', row.Shape)}  {row.Rule}  {row.Reason}";
        }

        foreach ((string name, string value) in record.Run.Options)
        {
            yield return $"{name} {value}";
        }

        foreach (string line in MetricLines.Of(record.Run.Test))
        {
            yield return line;
        }
    }
}

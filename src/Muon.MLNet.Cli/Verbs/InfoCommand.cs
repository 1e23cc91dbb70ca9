using System.CommandLine;
using Microsoft.ML;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>info</c>: what a model is, and how it was trained.</summary>
internal static class InfoCommand
{
    public static Command Create(Tool tool)
    {
        Argument<string> file = new("model") { Description = "The model file, NAME.mlnet." };
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

    private static TrainingRecord? Record(string model)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        string[] names = [TrainingRecord.FileName, $"{Path.GetFileNameWithoutExtension(model)}.{TrainingRecord.FileName}"];
        return names.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(TrainingRecord.Load)
            .FirstOrDefault(record => string.Equals(record.ModelFile, Path.GetFileName(model), StringComparison.Ordinal));
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

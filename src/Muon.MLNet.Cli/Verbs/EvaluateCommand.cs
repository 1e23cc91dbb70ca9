using System.CommandLine;
using Microsoft.ML;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>evaluate</c>: tests a model on labelled data.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Tool tool)
    {
        Argument<string> file = new("model") { Description = "The model file, NAME.mlnet." };
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
}

using System.CommandLine;
using Microsoft.ML;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verbs <c>export onnx</c> and <c>export safetensors</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(Tool tool)
    {
        Command command = new("export", "Writes a model for programs without .NET.");
        command.Subcommands.Add(ExportAs("onnx", "The network as an ONNX file.", (context, model, path) => context.Model.ExportMuonToOnnx(model.Chain, path)));
        command.Subcommands.Add(ExportAs("safetensors", "The weights as a safetensors file.", (_, model, path) => model.SaveWeights(path)));
        return command;

        Command ExportAs(string format, string description, Action<MLContext, TrainedModel, string> write)
        {
            Argument<string> file = new("model") { Description = "The model file, NAME.mlnet." };
            Option<string?> output = new("--output", "-o") { Description = $"The file to write. Default: the model's with the ending .{format}.", HelpName = "file" };
            Command verb = new(format, description) { file, output };
            tool.SetAction(verb, (result, console, _) =>
            {
                MLContext context = new();
                string source = result.GetValue(file)!;
                using TrainedModel model = TrainedModel.Load(context, source);
                string target = result.GetValue(output) ?? Path.ChangeExtension(source, format);
                OutputFolder.Refuse(target, source);
                OutputFolder.Write(target, () => write(context, model, target));
                long bytes = new FileInfo(target).Length;
                console.Result(new { file = target, bytes }, [Invariant($"{format}: {target} ({bytes / 1e6:F1} MB)")]);
                return ExitCodes.Success;
            });
            return verb;
        }
    }
}

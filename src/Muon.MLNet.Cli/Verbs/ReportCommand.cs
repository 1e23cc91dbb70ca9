using System.CommandLine;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>report</c>: writes the report of a training again.</summary>
internal static class ReportCommand
{
    public static Command Create(Tool tool)
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

            string target = result.GetValue(output) ?? Beside(record);
            TrainingRecord training = TrainingRecord.Load(record);
            OutputFolder.Refuse(target, record);
            OutputFolder.Write(target, () => TrainingReport.Write(training, target));
            console.Result(new { file = target }, [$"report: {target}"]);
            return ExitCodes.Success;
        });
        return command;
    }

    // NAME.training-record.json, kept of an earlier training, belongs to NAME.report.html.
    private static string Beside(string record)
    {
        string name = Path.GetFileName(record);
        string prefix = name.EndsWith($".{TrainingRecord.FileName}", StringComparison.Ordinal) ? name[..^TrainingRecord.FileName.Length] : "";
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(record))!, prefix + TrainingReport.FileName);
    }
}

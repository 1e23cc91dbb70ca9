using System.Text.Json;
using System.Text.Json.Serialization;
using Muon.MLNet.Cli.Input;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Generation;

/// <summary>The file <c>NAME.mbconfig</c>, in the layout of Model Builder: what was trained on, how, and what came of it.</summary>
internal sealed record TrainingConfiguration(
    string Type,
    int Version,
    TrainingConfiguration.ScenarioPart Scenario,
    TrainingConfiguration.DataSourcePart DataSource,
    TrainingConfiguration.EnvironmentPart Environment,
    TrainingRequest TrainingOption,
    TrainingConfiguration.RunHistoryPart RunHistory)
{
    private const string ConfigurationType = "TrainingConfig";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static TrainingConfiguration Of(TrainingRequest request, TableFormat? format, TrainingRecord record) => new(
        ConfigurationType,
        1,
        new ScenarioPart(record.Scenario),
        new DataSourcePart(
            request.IsText ? "TabularFile" : "Folder", ProjectPath.Of(request.Dataset, request.Output), format?.Separator.ToString(), format?.HasHeader,
            [.. format?.Columns.Select(column => new ColumnPart(column.Name, Purpose(request, format, column), column.Kind)) ?? []]),
        new EnvironmentPart(record.Environment.Device.StartsWith("CUDA", StringComparison.Ordinal) ? "LocalGPU" : "LocalCPU"),
        WithPaths(request, path => ProjectPath.Of(path, request.Output)) with { Output = "." },
        new RunHistoryPart(request.IsText ? "MuonTextClassification" : "MuonImageClassification", "MicroAccuracy", record.Run.Test?.MicroAccuracy, record.Run.Seconds));

    /// <summary>Reads what to train from a file. Its paths begin at its folder, and what the training writes lies there, unless another folder is given.</summary>
    /// <exception cref="ToolException">There is no such file, or it is another program's.</exception>
    public static TrainingRequest Load(string path, string? output)
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            TrainingConfiguration? read = InputFile.Read(path, "training configuration", stream => JsonSerializer.Deserialize<TrainingConfiguration>(stream, s_json));
            if (read?.TrainingOption is { Project: { } project } && !GeneratedProject.Kinds.Contains(project, StringComparer.Ordinal))
            {
                throw new ToolException(ExitCodes.Data, $"'{path}' asks for a project '{project}'; it must be {string.Join(" or ", GeneratedProject.Kinds)}, or null for none.");
            }

            return read is { Type: ConfigurationType, Version: 1, TrainingOption: { } request }
                ? WithPaths(request, one => ProjectPath.Resolve(one, folder)) with { Output = output ?? folder }
                : throw new ToolException(ExitCodes.Data, $"'{path}' is no training configuration of this program. Those of Model Builder name other trainers; train once with image-classification or text-classification to get one.");
        }
        catch (JsonException error)
        {
            throw new ToolException(ExitCodes.Data, $"'{path}' is no training configuration of this program: {error.Message}", error);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    private static TrainingRequest WithPaths(TrainingRequest request, Func<string, string> change) => request with
    {
        Dataset = change(request.Dataset),
        ValidationDataset = request.ValidationDataset is { } validation ? change(validation) : null,
        LogFile = request.LogFile is { } log ? change(log) : null,
    };

    private static string Purpose(TrainingRequest request, TableFormat format, TableColumn column) =>
        format.Find("--label-col", request.LabelColumn!) == column ? "Label"
        : format.Find("--text-col", request.TextColumn!) == column || (request.Text2Column is { } second && format.Find("--text2-col", second) == column) ? "Feature"
        : "Ignore";

    internal sealed record ScenarioPart(string ScenarioType);

    internal sealed record DataSourcePart(string Type, string FilePath, string? Delimiter, bool? HasHeader, IReadOnlyList<ColumnPart> ColumnProperties);

    internal sealed record ColumnPart(string ColumnName, string ColumnPurpose, string ColumnDataFormat);

    internal sealed record EnvironmentPart(string Type);

    internal sealed record RunHistoryPart(string TrainerName, string MetricName, double? Score, double RuntimeInSeconds);
}

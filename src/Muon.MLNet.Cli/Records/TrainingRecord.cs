using System.Text.Json;
using System.Text.Json.Serialization;
using Muon.MLNet.Cli.Input;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Cli.Records;

/// <summary>All that a finished training knows about itself: the file <c>training-record.json</c> beside the model, which the report is made of.</summary>
/// <param name="Version">The version of this layout: 1.</param>
/// <param name="Name">The name of the model.</param>
/// <param name="Scenario"><c>ImageClassification</c> or <c>TextClassification</c>.</param>
/// <param name="ModelFile">The file name of the model, in the folder of the record.</param>
/// <param name="Created">When training ended, UTC.</param>
/// <param name="Data">Where the examples come from, and how many there are.</param>
/// <param name="Environment">The machine and the versions.</param>
/// <param name="Run">The training with Muon.</param>
/// <param name="Comparison">The same training with AdamW alone, where it was asked for.</param>
internal sealed record TrainingRecord(
    int Version,
    string Name,
    string Scenario,
    string ModelFile,
    DateTimeOffset Created,
    DataRecord Data,
    EnvironmentRecord Environment,
    RunRecord Run,
    RunRecord? Comparison)
{
    public const string FileName = "training-record.json";
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes the record; the file appears when it is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, s_json));

    /// <summary>Reads a record.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no record of this version.</exception>
    public static TrainingRecord Load(string path)
    {
        try
        {
            return InputFile.Read(path, "training record", stream => JsonSerializer.Deserialize<TrainingRecord>(stream, s_json)) is { Version: CurrentVersion } record
                ? record
                : throw new InvalidDataException($"'{path}' is a training record of another version; this program reads version {CurrentVersion}. Train again to write it anew.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is no training record: {error.Message}", error);
        }
    }
}

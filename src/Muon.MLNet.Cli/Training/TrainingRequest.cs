namespace Muon.MLNet.Cli.Training;

/// <summary>What a training was asked to do: the command line, or a configuration file.</summary>
internal sealed record TrainingRequest
{
    /// <summary>Gets the name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Gets whether texts are classified, not pictures.</summary>
    public required bool IsText { get; init; }

    /// <summary>Gets the folder of pictures or the table.</summary>
    public required string Dataset { get; init; }

    public string? ValidationDataset { get; init; }

    public string? LabelColumn { get; init; }

    public string? TextColumn { get; init; }

    public string? Text2Column { get; init; }

    /// <summary>Gets whether the table has a header; null to find out.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Gets the folder that is written to.</summary>
    public required string Output { get; init; }

    public string? LogFile { get; init; }

    /// <summary>Gets the longest time of training in seconds; null for no limit.</summary>
    public double? TrainTime { get; init; }

    public int? Epochs { get; init; }

    public int? BatchSize { get; init; }

    public string? Architecture { get; init; }

    public int? ImageSize { get; init; }

    public double TestFraction { get; init; } = 0.2;

    public int Seed { get; init; } = 1;

    public int? Threads { get; init; }

    public TrainingDevice Device { get; init; } = TrainingDevice.Automatic;

    /// <summary>Gets which program is generated around the model: <c>console</c> or <c>webapi</c>, or null for none.</summary>
    public string? Project { get; init; }

    /// <summary>Gets what was asked of Muon, by option name without the dashes.</summary>
    public IReadOnlyDictionary<string, string> Muon { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

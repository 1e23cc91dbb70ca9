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

    /// <summary>Gets the share of the target that is spread over all classes; null for the trainer's default, and so for those below.</summary>
    public double? LabelSmoothing { get; init; }

    /// <summary>Gets what the random changes of training pictures are multiplied by.</summary>
    public double? AugmentationStrength { get; init; }

    /// <summary>Gets the share of features or tokens that training leaves out of each text.</summary>
    public double? TokenDropout { get; init; }

    /// <summary>Gets the width of a network of texts.</summary>
    public int? Width { get; init; }

    /// <summary>Gets the share of the training examples that epochs are judged by, where there is no <see cref="ValidationDataset"/>.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Gets whether AdamW trains the same network besides, to compare.</summary>
    public bool CompareAdamW { get; init; }

    /// <summary>Gets the highest learning rate of that; null for the one that AdamW has beside Muon.</summary>
    public double? AdamWLearningRate { get; init; }

    public double TestFraction { get; init; } = 0.2;

    public int Seed { get; init; } = 1;

    public int? Threads { get; init; }

    public TrainingDevice Device { get; init; } = TrainingDevice.Automatic;

    /// <summary>Gets which program is generated around the model: <c>console</c> or <c>webapi</c>, or null for none.</summary>
    public string? Project { get; init; }

    /// <summary>Gets what was asked of Muon, by option name without the dashes.</summary>
    public IReadOnlyDictionary<string, string> Muon { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

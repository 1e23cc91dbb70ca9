using Microsoft.ML.Runtime;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>Where a run is saved, when, and what must be the same when it goes on.</summary>
internal sealed record CheckpointSettings
{
    public required string Directory { get; init; }

    public required CheckpointInterval Every { get; init; }

    public required int Keep { get; init; }

    public required bool Resume { get; init; }

    /// <summary>Gets the options and the facts of the data, as text, by name.</summary>
    public required IReadOnlyDictionary<string, string> Agreement { get; init; }

    /// <summary>Gets where it is said what was saved and restored.</summary>
    public required IChannel Channel { get; init; }
}

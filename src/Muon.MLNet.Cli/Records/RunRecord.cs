namespace Muon.MLNet.Cli.Records;

/// <summary>One training: its course, what it gave, and with which options.</summary>
/// <param name="Optimizer"><c>Muon</c> (with AdamW for what Muon does not train), or <c>AdamW</c> alone.</param>
/// <param name="Architecture">The network.</param>
/// <param name="End">How it ended: <c>completed</c>, <c>stopped early</c>, <c>time limit</c>, <c>cancelled</c> or <c>diverged</c>.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, from 1; <see langword="null"/> where none was judged.</param>
/// <param name="Epochs">The course, an entry per epoch.</param>
/// <param name="Steps">The course, an entry per step; of long runs evenly chosen ones.</param>
/// <param name="Test">What the model predicts for the examples held out; <see langword="null"/> where there are none.</param>
/// <param name="Routing">Which parameters Muon trained, and why.</param>
/// <param name="Time">Where the time went, or <see langword="null"/> where that is not known.</param>
/// <param name="Options">The options of the trainer as text, by name in kebab case.</param>
internal sealed record RunRecord(
    string Optimizer,
    string Architecture,
    string End,
    double Seconds,
    int? BestEpoch,
    IReadOnlyList<EpochRecord> Epochs,
    IReadOnlyList<StepRecord> Steps,
    TestRecord? Test,
    IReadOnlyList<RoutingRecord> Routing,
    TimeSplitRecord? Time,
    IReadOnlyDictionary<string, string> Options);

namespace Muon.MLNet.Cli.Records;

/// <summary>How one parameter was trained.</summary>
/// <param name="Path">Its path in the network.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Rule"><c>Muon</c>, <c>AdamW</c> or <c>None</c>: frozen.</param>
/// <param name="Reason">Why.</param>
internal sealed record RoutingRecord(string Path, IReadOnlyList<long> Shape, string Rule, string Reason);

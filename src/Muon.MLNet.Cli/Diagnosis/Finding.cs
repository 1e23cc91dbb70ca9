namespace Muon.MLNet.Cli.Diagnosis;

/// <summary>Something that this machine lacks, or that slows it down.</summary>
/// <param name="IsError">Whether something cannot be done at all.</param>
/// <param name="Text">What it is.</param>
/// <param name="Remedy">What to do, a command where there is one.</param>
internal sealed record Finding(bool IsError, string Text, string Remedy);

namespace Muon.MLNet.Benchmarks;

/// <summary>The command line.</summary>
/// <param name="Quick">Fewer rounds and only the small cases: to see that it works, not to quote.</param>
/// <param name="Only">The case to measure, or null for all.</param>
/// <param name="Folder">Where the rows are written.</param>
internal sealed record BenchmarkArguments(bool Quick, string? Only, string Folder);

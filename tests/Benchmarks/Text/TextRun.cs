namespace Muon.MLNet.Benchmarks.Text;

/// <summary>One training with default options.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Micro">The share of test texts that were classified rightly.</param>
/// <param name="Macro">The mean of that share over the classes.</param>
/// <param name="Seconds">The time of the fit, reading and vocabulary included.</param>
internal sealed record TextRun(int Seed, double Micro, double Macro, double Seconds);

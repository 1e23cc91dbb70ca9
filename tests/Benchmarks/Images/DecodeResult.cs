namespace Muon.MLNet.Benchmarks.Images;

/// <summary>How many pictures a second are read from files that the system has in memory, and decoded.</summary>
/// <param name="Case">The set of pictures, and whether they are scaled too.</param>
/// <param name="OursPerSecond">This library.</param>
/// <param name="PilPerSecond">PIL; not a number where it is missing.</param>
/// <param name="OpenCvPerSecond">OpenCV; not a number where it is missing.</param>
/// <param name="Ratio">Ours, divided by the better of both.</param>
internal sealed record DecodeResult(string Case, double OursPerSecond, double PilPerSecond, double OpenCvPerSecond, double Ratio);

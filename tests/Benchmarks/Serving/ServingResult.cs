namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>What a way to serve reached.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="P50">The median time of a request, in milliseconds.</param>
/// <param name="P99">The time that one request of a hundred exceeds, in milliseconds.</param>
/// <param name="Failed">Requests without a right answer.</param>
internal sealed record ServingResult(double PerSecond, double P50, double P99, int Failed = 0);

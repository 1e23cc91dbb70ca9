using Microsoft.ML.Data;

namespace BesideBuiltIn;

/// <summary>What a trainer reached.</summary>
/// <param name="Metrics">On the test sentences.</param>
/// <param name="Training">The time of the fit.</param>
/// <param name="Test">The time of predicting and evaluating.</param>
internal sealed record Outcome(MulticlassClassificationMetrics Metrics, TimeSpan Training, TimeSpan Test);

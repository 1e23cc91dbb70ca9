namespace Microsoft.ML.Data;

public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics()
    {
    }

    public double LogLoss { get; internal init; }
    public double LogLossReduction { get; internal init; }
    public double MacroAccuracy { get; internal init; }
    public double MicroAccuracy { get; internal init; }
    public double TopKAccuracy { get; internal init; }
    public int TopKPredictionCount { get; internal init; }
    public IReadOnlyList<double> TopKAccuracyForAllK { get; internal init; }
    public IReadOnlyList<double> PerClassLogLoss { get; internal init; }
    public ConfusionMatrix ConfusionMatrix { get; internal init; }
}

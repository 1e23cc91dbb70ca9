namespace Muon.MLNet.Training;

/// <summary>What a network is worth on validation data.</summary>
/// <param name="Loss">Mean cross entropy.</param>
/// <param name="Accuracy">The share of examples that were classified rightly.</param>
/// <param name="MacroAccuracy">The mean of that share over the classes that occur.</param>
internal readonly record struct Judgement(double Loss, double Accuracy, double MacroAccuracy)
{
    /// <summary>The number to be maximised.</summary>
    public double By(ValidationMetric metric) => metric switch
    {
        ValidationMetric.MacroAccuracy => MacroAccuracy,
        ValidationMetric.Loss => -Loss,
        _ => Accuracy,
    };
}

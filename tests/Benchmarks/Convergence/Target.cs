namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>An accuracy to reach.</summary>
/// <param name="Name">How it was found.</param>
/// <param name="Accuracy">The accuracy.</param>
/// <param name="Muon">Epochs until the mean of Muon's runs reaches it; null where it does not.</param>
/// <param name="AdamW">The same of AdamW's.</param>
internal sealed record Target(string Name, double Accuracy, double? Muon, double? AdamW)
{
    public double? Ratio => Muon / AdamW;

    public static Target Of(string name, double accuracy, Outcome muon, Outcome adamW, int classes) =>
        new(name, accuracy, Curve.EpochsTo(accuracy, muon.Mean, classes), Curve.EpochsTo(accuracy, adamW.Mean, classes));
}

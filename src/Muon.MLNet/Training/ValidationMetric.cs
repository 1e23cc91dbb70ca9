namespace Muon.MLNet;

/// <summary>By what the epochs of a run are judged on the validation data.</summary>
public enum ValidationMetric
{
    /// <summary>The share of examples that are classified rightly (micro-accuracy).</summary>
    Accuracy,

    /// <summary>The mean of that share over the classes that occur: rare classes count as much as frequent ones.</summary>
    MacroAccuracy,

    /// <summary>The mean cross entropy, the less the better.</summary>
    Loss,
}

namespace Muon.MLNet;

/// <summary>How a trial of a sweep ended.</summary>
public enum TrialState
{
    /// <summary>It was trained to its end.</summary>
    Completed,

    /// <summary>It was behind others at the same point and was not trained further; its metric is that of its best epoch.</summary>
    Pruned,

    /// <summary>It threw, diverged, ran out of memory, or has no finite metric.</summary>
    Failed,

    /// <summary>A budget of the sweep was used up, or the sweep was cancelled.</summary>
    Cancelled,
}

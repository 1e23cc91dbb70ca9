namespace Muon.MLNet;

/// <summary>What <c>Fit</c> does when training is cancelled after the first step.</summary>
public enum CancelAction
{
    /// <summary>Returns a model of what was learned: the best epoch with a validation set, else the weights as they are.</summary>
    Keep,

    /// <summary>Throws <see cref="OperationCanceledException"/>, after a last checkpoint where there is a folder for it.</summary>
    Throw,
}

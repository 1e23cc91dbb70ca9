namespace Muon.MLNet;

/// <summary>How an encoder knows where a token stands.</summary>
public enum TextPositions
{
    /// <summary>Queries and keys are turned by their place (arXiv:2104.09864); nothing is learned.</summary>
    Rotary,

    /// <summary>A learned row for each place is added to the tokens.</summary>
    Learned,
}

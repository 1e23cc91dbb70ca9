namespace Muon.MLNet;

/// <summary>What of a text the head reads.</summary>
public enum TextPooling
{
    /// <summary>The mean over the tokens.</summary>
    Mean,

    /// <summary>The first token.</summary>
    First,
}

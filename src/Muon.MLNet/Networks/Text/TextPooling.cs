namespace Muon.MLNet.Networks.Text;

/// <summary>What of a text the head reads.</summary>
internal enum TextPooling
{
    /// <summary>The mean over the tokens.</summary>
    Mean,

    /// <summary>The first token.</summary>
    First,
}

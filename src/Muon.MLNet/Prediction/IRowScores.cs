namespace Muon.MLNet.Prediction;

/// <summary>The scores of the row where a cursor stands.</summary>
internal interface IRowScores
{
    /// <summary>Gets the probabilities of the classes for the current row.</summary>
    ReadOnlySpan<float> Current();
}

namespace Muon.MLNet.Prediction;

/// <summary>Rows that wait to be scored together.</summary>
internal interface IInputBatch
{
    /// <summary>Gets the number of rows collected since the last <see cref="Score"/>.</summary>
    int Count { get; }

    /// <summary>Reads the feature of the row where the cursor stands.</summary>
    void Add();

    /// <summary>Scores the collected rows and forgets them.</summary>
    /// <param name="probabilities">Receives (Count, classes) probabilities in row-major order.</param>
    void Score(Span<float> probabilities);
}

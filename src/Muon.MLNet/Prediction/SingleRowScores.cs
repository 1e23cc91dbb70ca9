using Microsoft.ML;

namespace Muon.MLNet.Prediction;

/// <summary>Scores one row at a time, for rows that nobody can read ahead of.</summary>
internal sealed class SingleRowScores(IClassifier classifier, DataViewRow input) : IRowScores
{
    private readonly IInputBatch _batch = classifier.CreateBatch(input, capacity: 1);
    private readonly float[] _scores = new float[classifier.Labels.Count];
    private long _scored = -1;

    public ReadOnlySpan<float> Current()
    {
        // Score and PredictedLabel of one row share one pass. A negative position tells nothing about which row it is.
        if (input.Position != _scored || _scored < 0)
        {
            _batch.Add();
            _batch.Score(_scores);
            _scored = input.Position;
        }

        return _scores;
    }
}

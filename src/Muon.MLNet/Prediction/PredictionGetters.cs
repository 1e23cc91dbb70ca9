using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>The getters of the two output columns.</summary>
internal sealed class PredictionGetters(IClassifier classifier, DataViewSchema schema, IRowScores scores)
{
    /// <summary>The getter of any column of a row with predictions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is not active.</exception>
    public static ValueGetter<TValue> Get<TValue>(PredictionGetters? predictions, DataViewRow output, DataViewRow input, DataViewSchema.Column column)
    {
        if (!output.IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), "requested column not active");
        }

        return column.Index < input.Schema.Count
            ? input.GetGetter<TValue>(input.Schema[column.Index])
            : predictions!.Get<TValue>(column);
    }

    private ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        bool isScore = column.Index == schema[classifier.Columns.Score].Index;
        Delegate getter = isScore ? (ValueGetter<VBuffer<float>>)GetScore : (ValueGetter<uint>)GetPredictedLabel;
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Invalid TValue in GetGetter for column #{column.Name}: {column.Type}: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }

    private void GetScore(ref VBuffer<float> destination)
    {
        ReadOnlySpan<float> current = scores.Current();
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, current.Length);
        current.CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private void GetPredictedLabel(ref uint destination) => destination = BestKey(scores.Current());

    /// <summary>The key of the most probable class, from 1, the lowest of equals; 0, a missing key, where there are no scores.</summary>
    internal static uint BestKey(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        return float.IsNaN(probabilities[best]) ? 0 : (uint)best + 1;
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Images;

/// <summary>Predictions of one model: of a view, and of single pictures.</summary>
internal sealed class OurPrediction(OurTraining training, NetworkCase what) : IDisposable
{
    private readonly PredictionEngine<Picture, Prediction> _engine = training.Context.Model.CreatePredictionEngine<Picture, Prediction>(
        training.Model, inputSchemaDefinition: PictureViews.Schema(what.Channels, what.Side, what.Side));

    private int _next;

    /// <summary>Milliseconds of reading the scores of all rows.</summary>
    public double Batches() => Stopwatches.Time(() =>
    {
        IDataView scored = training.Model.Transform(training.Predictions);
        DataViewSchema.Column score = scored.Schema["Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor([score]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(score);
        VBuffer<float> values = default;
        while (cursor.MoveNext())
        {
            getter(ref values);
        }
    });

    /// <summary>Milliseconds of each of some predictions of one picture.</summary>
    public IEnumerable<double> Single(int calls)
    {
        Prediction prediction = new();
        for (int call = 0; call < calls; call++)
        {
            Picture picture = training.Pictures[_next++ % training.Pictures.Count];
            yield return Stopwatches.Time(() => _engine.Predict(picture, ref prediction));
        }
    }

    public void Dispose() => _engine.Dispose();

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}

using Microsoft.ML;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Soak;

/// <summary>What a long-lived service does, again and again: fit, save, load, predict one by one, in one context.</summary>
internal sealed class Rounds
{
    public const int Kinds = 3;

    private readonly MLContext _context = new(seed: 1);
    private readonly IReadOnlyList<Picture> _pictures = Stripes.Pictures(90, seed: 1);
    private readonly IReadOnlyList<Sentence> _sentences = Sentences.List(48);
    private readonly IDataView _pictureRows;
    private readonly IDataView _sentenceRows;

    public Rounds() => (_pictureRows, _sentenceRows) = (_context.Data.LoadFromEnumerable(_pictures), _context.Data.LoadFromEnumerable(_sentences));

    /// <summary>Fits a network of one kind, and predicts half with it and half with its saved and loaded self.</summary>
    public void Run(int kind, int predictions)
    {
        if (kind == 0)
        {
            using var model = Stripes.Pipeline(_context).Fit(_pictureRows);
            Predict<Picture, PredictedStripes>(model, _pictureRows.Schema, _pictures, predictions, row => row.Score);
        }
        else
        {
            using var model = Sentences.Pipeline(_context, Sentences.Options(kind == 1 ? TextArchitecture.NGram : TextArchitecture.Encoder, options => options.MaxEpochs = 4)).Fit(_sentenceRows);
            Predict<Sentence, PredictedSentence>(model, _sentenceRows.Schema, _sentences, predictions, row => row.Score);
        }
    }

    private void Predict<TRow, TPrediction>(ITransformer model, DataViewSchema schema, IReadOnlyList<TRow> rows, int predictions, Func<TPrediction, float[]> scores)
        where TRow : class
        where TPrediction : class, new()
    {
        using MemoryStream file = new();
        _context.Model.Save(model, schema, file);
        file.Position = 0;
        ITransformer loaded = _context.Model.LoadMuon(file, out DataViewSchema loadedSchema);
        using (loaded as IDisposable)
        {
            using PredictionEngine<TRow, TPrediction> first = _context.Model.CreatePredictionEngine<TRow, TPrediction>(model, schema);
            using PredictionEngine<TRow, TPrediction> second = _context.Model.CreatePredictionEngine<TRow, TPrediction>(loaded, loadedSchema);
            for (int i = 0; i < predictions; i++)
            {
                TRow row = rows[i / 2 % rows.Count];
                float[] score = scores((i % 2 == 0 ? first : second).Predict(row));
                if (!score.All(float.IsFinite) || Math.Abs(score.Sum() - 1) > 1e-4f)
                {
                    throw new InvalidOperationException($"A score is no probability: {string.Join(' ', score)}.");
                }
            }
        }
    }
}

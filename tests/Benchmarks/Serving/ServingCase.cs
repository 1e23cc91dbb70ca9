using Microsoft.ML;
using Muon.MLNet.Extensions;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>A model and the rows that are asked for.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Model">The trained model, with weights of no matter: speed is measured.</param>
/// <param name="Schema">The columns that it was trained on.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Endpoint">Where the web sample takes such rows, and how a row is sent; null where it does not.</param>
internal sealed record ServingCase<TRow>(string Name, ITransformer Model, DataViewSchema Schema, TRow[] Rows, WebEndpoint<TRow>? Endpoint) : IServingCase
    where TRow : class
{
    private const float Tolerance = 1e-4f;

    public ServingResult Engine(TimeSpan time)
    {
        using PredictionEngine<TRow, ServingPrediction> engine = CreateEngine();
        _ = Load.Loop(time / 4, i => engine.Predict(Rows[i % Rows.Length]));
        return Load.Loop(time, i => engine.Predict(Rows[i % Rows.Length]));
    }

    public ServingResult Batched(TimeSpan time, int clients, BatchingPredictorOptions options)
    {
        float[][] expected = Expected();
        BatchingPredictor<TRow, ServingPrediction> predictor = new(new MLContext(seed: 1), Model, options);
        try
        {
            _ = Load.Concurrent(time / 4, clients, Ask);
            return Load.Concurrent(time, clients, Ask);
        }
        finally
        {
            predictor.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        async Task<bool> Ask(int i)
        {
            ServingPrediction prediction = await predictor.PredictAsync(Rows[i % Rows.Length]);
            float[] right = expected[i % Rows.Length];
            bool isRight = prediction.Score.Length == right.Length;
            for (int j = 0; isRight && j < right.Length; j++)
            {
                isRight = Math.Abs(prediction.Score[j] - right[j]) < Tolerance;
            }

            return isRight;
        }
    }

    public ServingResult? Web(TimeSpan time, int clients)
    {
        if (Endpoint is null)
        {
            return null;
        }

        string file = Path.GetTempFileName();
        try
        {
            new MLContext().Model.Save(Model, Schema, file);
            return Endpoint.Measure(file, Rows, Expected(), Tolerance, time, clients);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private float[][] Expected()
    {
        using PredictionEngine<TRow, ServingPrediction> engine = CreateEngine();
        return [.. Rows.Select(row => engine.Predict(row).Score)];
    }

    private PredictionEngine<TRow, ServingPrediction> CreateEngine() =>
        new MLContext(seed: 1).Model.CreatePredictionEngine<TRow, ServingPrediction>(Model, new PredictionEngineOptions { OwnsTransformer = false });
}

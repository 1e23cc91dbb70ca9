using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>Predictions by an engine that is borrowed for the call.</summary>
public static class PredictionEnginePoolExtensions
{
    public static TPrediction Predict<TData, TPrediction>(this PredictionEnginePool<TData, TPrediction> predictionEnginePool, TData example)
        where TData : class
        where TPrediction : class, new()
    {
        PredictionEngine<TData, TPrediction> engine = predictionEnginePool.GetPredictionEngine();
        try
        {
            return engine.Predict(example);
        }
        finally
        {
            predictionEnginePool.ReturnPredictionEngine(engine);
        }
    }

    public static TPrediction Predict<TData, TPrediction>(this PredictionEnginePool<TData, TPrediction> predictionEnginePool, string modelName, TData example)
        where TData : class
        where TPrediction : class, new()
    {
        PredictionEngine<TData, TPrediction> engine = predictionEnginePool.GetPredictionEngine(modelName);
        try
        {
            return engine.Predict(example);
        }
        finally
        {
            predictionEnginePool.ReturnPredictionEngine(modelName, engine);
        }
    }
}

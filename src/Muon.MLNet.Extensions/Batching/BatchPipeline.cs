using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Extensions.Batching;

/// <summary>
/// A model with typed rows before and behind it. The views are made once and carried along: a batch only changes what lies behind the first one,
/// so that no batch pays for schemas and the getters that ML.NET compiles. One thread at a time.
/// </summary>
internal sealed class BatchPipeline<TInput, TOutput>
    where TInput : class
    where TOutput : class, new()
{
    private readonly CurrentRows<TInput> _rows = new();
    private readonly IEnumerable<TOutput> _predictions;
    private readonly PredictionEngine<TInput, TOutput> _engine;

    /// <exception cref="ArgumentException">The model looks at several rows for one prediction.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows lack a column that the model reads.</exception>
    public BatchPipeline(MLContext context, ITransformer model, BatchColumns? columns)
    {
        if (!model.IsRowToRowMapper)
        {
            throw new ArgumentException("The model is no row to row mapper: a prediction would depend on what else is in the batch. Serve the steps that are.", nameof(model));
        }

        SchemaDefinition? input = columns?.Input?.Invoke(model);
        SchemaDefinition? output = columns?.Output?.Invoke(model);
        IDataView view = context.Data.LoadFromEnumerable(_rows, schemaDefinition: input);
        _predictions = context.Data.CreateEnumerable<TOutput>(model.Transform(view), reuseRowObject: false, ignoreMissingColumns: false, output);
        _engine = context.Model.CreatePredictionEngine<TInput, TOutput>(model, new PredictionEngineOptions
        {
            InputSchemaDefinition = input,
            OutputSchemaDefinition = output,
            IgnoreMissingColumns = false,
            OwnsTransformer = false,
        });
    }

    /// <summary>The predictions for rows, in their order; computed while they are read.</summary>
    public IEnumerable<TOutput> Run(IReadOnlyList<TInput> rows)
    {
        _rows.Set(rows);
        return _predictions;
    }

    /// <summary>The prediction for one row, by a prediction engine: sooner than as a batch, and what is wrong with a row is not wrapped.</summary>
    public TOutput Run(TInput row) => _engine.Predict(row);
}

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

    /// <exception cref="ArgumentException">The model looks at several rows for one prediction.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows lack a column that the model reads.</exception>
    public BatchPipeline(MLContext context, ITransformer model, BatchColumns? columns)
    {
        if (!model.IsRowToRowMapper)
        {
            throw new ArgumentException("The model is no row to row mapper: a prediction would depend on what else is in the batch. Serve the steps that are.", nameof(model));
        }

        IDataView input = columns?.Input is { } inputColumns
            ? context.Data.LoadFromEnumerable(_rows, inputColumns(model))
            : context.Data.LoadFromEnumerable(_rows);
        SchemaDefinition? output = columns?.Output?.Invoke(model);
        _predictions = context.Data.CreateEnumerable<TOutput>(model.Transform(input), reuseRowObject: false, ignoreMissingColumns: false, output);
    }

    /// <summary>The predictions for rows, in their order; computed while they are read.</summary>
    public IEnumerable<TOutput> Run(IReadOnlyList<TInput> rows)
    {
        _rows.Set(rows);
        return _predictions;
    }
}

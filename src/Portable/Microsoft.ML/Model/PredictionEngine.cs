using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Sends one object at a time through a model. Not thread-safe: every call goes through the same row.</summary>
public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly IDisposable _owned;
    private readonly InputRow _input;
    private readonly DataViewRow _row;
    private readonly Action<TDst> _fill;

    private protected PredictionEngineBase(ITransformer transformer, PredictionEngineOptions options)
    {
        Contracts.CheckParam(Contracts.NotNull(transformer).IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        _owned = options.OwnsTransformer ? transformer as IDisposable : null;
        _input = new InputRow(options.InputSchemaDefinition);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(_input.Schema);
        OutputSchema = mapper.OutputSchema;
        var filler = new ObjectFiller<TDst>(OutputSchema, options.OutputSchemaDefinition, options.IgnoreMissingColumns);
        _row = mapper.GetRow(_input, filler.Columns);
        _fill = filler.Bind(_row);
    }

    public DataViewSchema OutputSchema { get; }

    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    public abstract void Predict(TSrc example, ref TDst prediction);

    private protected void Run(TSrc example, TDst prediction)
    {
        _input.Set(example);
        _fill(prediction);
    }

    public void Dispose()
    {
        _row.Dispose();
        _owned?.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class InputRow : DataViewRow
    {
        private readonly ObjectColumns<TSrc> _columns;
        private TSrc _current;
        private long _position = -1;

        public InputRow(SchemaDefinition definition)
        {
            _columns = new ObjectColumns<TSrc>(definition);
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(_columns.Columns);
            Schema = builder.ToSchema();
        }

        public override long Position => _position;
        public override long Batch => 0;
        public override DataViewSchema Schema { get; }
        public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < Schema.Count;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            Getters.Cast<TValue>(_columns.MakeGetter(column.Index, () => _current), Schema[column.Index]);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        public void Set(TSrc example)
        {
            _current = example;
            _position++;
        }
    }
}

public sealed class PredictionEngine<TSrc, TDst> : PredictionEngineBase<TSrc, TDst>
    where TSrc : class
    where TDst : class, new()
{
    internal PredictionEngine(ITransformer transformer, PredictionEngineOptions options)
        : base(transformer, options)
    {
    }

    public override void Predict(TSrc example, ref TDst prediction)
    {
        Contracts.NotNull(example);
        prediction ??= new TDst();
        Run(example, prediction);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog : IInternalCatalog
{
    private readonly LocalEnvironment _env;

    internal DataOperationsCatalog(LocalEnvironment env) => _env = env;

    IHostEnvironment IInternalCatalog.Environment => _env;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        Contracts.NotNull(data);
        _env.Register("StreamingDataView");
        return new EnumerableView<TRow>(data, schemaDefinition);
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        Contracts.NotNull(data);
        return LoadFromEnumerable(data, SchemaDefinition.Create(typeof(TRow), Contracts.NotNull(schema), needAll: true));
    }

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        Contracts.NotNull(data);
        _env.Register("PipeEngine");
        return Enumerate(data, reuseRowObject, new ObjectFiller<TRow>(data.Schema, schemaDefinition, ignoreMissingColumns));
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, bool reuseRowObject, ObjectFiller<TRow> filler)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(filler.Columns);
        Action<TRow> fill = filler.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            row = reuseRowObject && row is not null ? row : new TRow();
            fill(row);
            yield return row;
        }
    }
}

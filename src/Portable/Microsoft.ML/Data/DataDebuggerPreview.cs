using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Microsoft.ML
{
    public static class DebuggerExtensions
    {
        public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100)
        {
            Contracts.NotNull(data);
            Contracts.CheckParam(maxRows >= 0, nameof(maxRows));
            return new DataDebuggerPreview(data, maxRows);
        }
    }
}

namespace Microsoft.ML.Data
{
    /// <summary>The first rows of a data view, held as objects.</summary>
    public sealed class DataDebuggerPreview
    {
        private readonly int _columnCount;

        internal DataDebuggerPreview(IDataView data, int maxRows)
        {
            _columnCount = data.Schema.Count;
            var rows = new List<RowInfo>();
            using (DataViewRowCursor cursor = data.GetRowCursor(data.Schema))
            {
                Func<KeyValuePair<string, object>>[] readers =
                    [.. data.Schema.Select(c => Generic.Call<Func<KeyValuePair<string, object>>>(typeof(DataDebuggerPreview), nameof(Reader), c.Type.RawType, cursor, c))];
                while (rows.Count < maxRows && cursor.MoveNext())
                {
                    rows.Add(new RowInfo(Array.ConvertAll(readers, r => r())));
                }
            }

            RowView = [.. rows];
        }

        public ImmutableArray<RowInfo> RowView { get; }

        public override string ToString() => $"{_columnCount} columns, {RowView.Length} rows";

        private static Func<KeyValuePair<string, object>> Reader<T>(DataViewRow row, DataViewSchema.Column column)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            return () =>
            {
                T value = default;
                getter(ref value);
                return new(column.Name, value);
            };
        }

        public sealed class RowInfo
        {
            internal RowInfo(KeyValuePair<string, object>[] values) => Values = values;

            public KeyValuePair<string, object>[] Values { get; }

            public override string ToString() => $"{Values.Length} columns";
        }
    }
}

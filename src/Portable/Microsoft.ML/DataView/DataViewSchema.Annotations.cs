using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            _getters = getters;
        }

        internal static Annotations Empty { get; } = new Builder().ToAnnotations();

        public DataViewSchema Schema { get; }

        public ValueGetter<TValue> GetGetter<TValue>(Column column) =>
            _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetGetter)}'");

        public void GetValue<TValue>(string kind, ref TValue value)
        {
            Column? column = Schema.GetColumnOrNull(kind);
            Contracts.Check(column is not null, $"Invalid call to '{nameof(GetValue)}'");
            GetGetter<TValue>(column.Value)(ref value);
        }

        public override string ToString() => string.Join(", ", Schema.Select(c => c.Name));

        public sealed class Builder
        {
            private readonly List<(DetachedColumn Column, Delegate Getter)> _items = [];

            internal void Add(Annotations annotations, Func<string, bool> selector)
            {
                Contracts.NotNull(selector);
                if (annotations is null)
                {
                    return;
                }

                foreach (Column column in annotations.Schema.Where(c => selector(c.Name)))
                {
                    _items.Add((new DetachedColumn(column), annotations._getters[column.Index]));
                }
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null)
            {
                Contracts.NotNull(type);
                Contracts.NotNull(getter);
                Add(name, type, (Delegate)getter, annotations);
            }

            internal void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                Contracts.NotNull(type);
                Contracts.NotNull(getter);
                if (getter.GetType() != typeof(ValueGetter<>).MakeGenericType(type.RawType))
                {
                    throw new ArgumentException($"type.RawType must be of type '{getter.GetType().GenericTypeArguments.FirstOrDefault()}'.", nameof(type));
                }

                _items.Add((new DetachedColumn(name, type, annotations), getter));
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null) =>
                Add(name, type, (ref TValue destination) => destination = value, annotations);

            public Annotations ToAnnotations()
            {
                var builder = new DataViewSchema.Builder();
                builder.AddColumns(_items.Select(i => i.Column));
                return new Annotations(builder.ToSchema(), [.. _items.Select(i => i.Getter)]);
            }
        }
    }
}

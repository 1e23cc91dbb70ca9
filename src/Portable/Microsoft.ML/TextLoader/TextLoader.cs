using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Reads delimited text. What it needs to know of the data (number of fields, header) it takes from a sample.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    private readonly Options _options;
    private readonly FieldColumn[] _columns;
    private readonly DataViewSchema _schema;

    internal TextLoader(Options options, IMultiStreamSource sample)
    {
        _options = options ??= new Options();
        options.Check();
        Column[] columns = options.Columns is { Length: > 0 } given
            ? given
            : [new("Label", DataKind.Single, 0), new("Features", DataKind.Single, [new Range(1, null)])];

        string[] header = null;
        int size = options.InputSize ?? 0;
        bool sizeNeeded = size == 0 && columns.Any(c => c.Source?.Any(r => r.Max is null && r.AutoEnd) is true);
        if (sample is { Count: > 0 } && (options.HasHeader || sizeNeeded))
        {
            using var reader = new FieldReader(options, sample, int.MaxValue);
            int found = reader.Sample(sizeNeeded, out header);
            size = sizeNeeded ? found : size;
        }

        Contracts.CheckParam(!sizeNeeded || size > 0, nameof(Column.Source), "Can't determine the number of source columns without valid data");
        _columns = Array.ConvertAll(columns, c => FieldColumn.Create(c, size, options));
        var builder = new DataViewSchema.Builder();
        foreach (FieldColumn column in _columns)
        {
            builder.AddColumn(column.Name, column.Type, column.SlotNames(header));
        }

        _schema = builder.ToSchema();
    }

    public DataViewSchema GetOutputSchema() => _schema;

    public IDataView Load(IMultiStreamSource source) => new View(this, source);

    /// <summary>The columns that the <see cref="LoadColumnAttribute"/>s of a class describe.</summary>
    internal static Column[] ColumnsOf<TInput>()
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance;
        MemberInfo[] members =
        [
            .. typeof(TInput).GetFields(Own),
            .. typeof(TInput).GetProperties(Own).Where(p => p.GetGetMethod() is not null && p.GetIndexParameters().Length == 0),
        ];
        Contracts.CheckParam(members.Length > 0, nameof(TInput), "Should define at least one public, readable field or property in TInput.");
        return Array.ConvertAll(members, ColumnOf);
    }

    private static Column ColumnOf(MemberInfo member)
    {
        var sources = member.GetCustomAttribute<LoadColumnAttribute>();
        Contracts.Check(sources is not null, $"Field '{member.Name}' is missing the {nameof(LoadColumnAttribute)} attribute");
        Type type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        type = type.IsArray ? type.GetElementType() : type;
        type = type == typeof(ReadOnlyMemory<char>) ? typeof(string) : type;
        Contracts.Check(!type.IsEnum && Enum.TryParse(type.Name, out DataKind _) && type.Namespace == nameof(System), $"Field {member.Name} is of unsupported type.");
        var key = member.GetCustomAttribute<KeyTypeAttribute>();
        string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
        return new Column(name, Enum.Parse<DataKind>(type.Name), sources.Sources, key is null ? null : new KeyCount(key.Count));
    }

    private sealed class View(TextLoader loader, IMultiStreamSource source) : IDataView
    {
        public bool CanShuffle => false;
        public DataViewSchema Schema => loader._schema;
        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
            new TextCursor(loader._schema, Contracts.NotNull(columnsNeeded), loader._columns, loader._options, source);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];
    }
}

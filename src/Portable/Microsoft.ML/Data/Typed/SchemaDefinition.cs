using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>How the members of a row class stand for columns.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;

    private SchemaDefinition()
    {
    }

    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName);
        set
        {
            Contracts.CheckParam(value is null || value.ColumnName == columnName, nameof(columnName), $"The column name is specified as '{value?.ColumnName}' but must match the selector '{columnName}'.");
            int at = FindIndex(c => c.ColumnName == Contracts.NotNull(columnName));
            if (at >= 0)
            {
                this[at] = value;
            }
            else
            {
                Add(value);
            }
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Contracts.NotNull(userType);
        var definition = new SchemaDefinition();
        foreach (MemberInfo member in Members(userType, direction))
        {
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            Contracts.CheckParam(definition.TrueForAll(c => c.ColumnName != name), nameof(userType), $"Duplicate column name '{name}' detected, this is disallowed");
            definition.Add(new Column(member, name, MemberType.Of(member).ColumnType(member)));
        }

        return definition;
    }

    /// <summary>A definition whose columns have the types and annotations that those of the same name have in a schema.</summary>
    internal static SchemaDefinition Create(Type userType, DataViewSchema schema, bool needAll)
    {
        SchemaDefinition definition = Create(userType, Direction.Read);
        foreach (DataViewSchema.Column column in schema.Where(c => !c.IsHidden))
        {
            Column target = definition[column.Name];
            Contracts.Check(target is not null || !needAll, $"Type should contain a member named {column.Name}");
            if (target is not null)
            {
                target.ColumnType = column.Type;
                target.AddAnnotations(column.Annotations);
            }
        }

        return definition;
    }

    private static IEnumerable<MemberInfo> Members(Type userType, Direction direction)
    {
        IEnumerable<MemberInfo> fields = userType.GetFields(PublicInstance);
        IEnumerable<MemberInfo> properties = userType.GetProperties(PublicInstance).Where(p =>
            p.GetIndexParameters().Length == 0
            && ((direction.HasFlag(Direction.Read) && p.GetGetMethod() is not null) || (direction.HasFlag(Direction.Write) && p.GetSetMethod() is not null)));
        return fields.Concat(properties).Where(m => m.GetCustomAttribute<NoColumnAttribute>() is null);
    }

    public sealed class Column
    {
        private readonly List<Action<DataViewSchema.Annotations.Builder>> _annotations = [];

        internal Column(MemberInfo member, string columnName, DataViewType columnType)
        {
            Member = member;
            ColumnName = columnName;
            ColumnType = columnType;
        }

        internal MemberInfo Member { get; }

        public string ColumnName { get; set; }
        public DataViewType ColumnType { get; set; }

        internal DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                _annotations.ForEach(add => add(builder));
                return builder.ToAnnotations();
            }
        }

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Contracts.NotEmpty(kind);
            Contracts.NotNull(annotationType);
            ValueGetter<T> getter = (ref T destination) => destination = value;
            Contracts.Check(annotationType.RawType == typeof(T), $"Value inputted is supposed to have Type {typeof(T)}, but type of Annotationinfo has {annotationType.RawType}");
            Contracts.Check(Annotations.Schema.GetColumnOrNull(kind) is null, "Column already contains an annotation of this kind.");
            _annotations.Add(builder => builder.Add(kind, annotationType, getter));
        }

        internal void AddAnnotations(DataViewSchema.Annotations annotations) => _annotations.Add(builder => builder.Add(annotations, _ => true));
    }
}

using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>The type of a row class's member, seen as a scalar, an array or a <see cref="VBuffer{T}"/> of items.</summary>
internal readonly record struct MemberType(Type Declared, Type Item, bool IsVector)
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> Primitives =
        NumberDataViewType.All.Cast<PrimitiveDataViewType>()
            .Concat([BooleanDataViewType.Instance, TextDataViewType.Instance, DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, TimeSpanDataViewType.Instance])
            .ToDictionary(t => t.RawType);

    /// <summary>The type of the values in the column: text for a string, the item itself otherwise.</summary>
    public Type RawItem => Item == typeof(string) ? typeof(ReadOnlyMemory<char>) : Item;

    public static MemberType Of(MemberInfo member) => Of(member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType);

    public static MemberType Of(Type declared) =>
        declared.IsArray ? new(declared, declared.GetElementType(), true)
        : declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(VBuffer<>) ? new(declared, declared.GenericTypeArguments[0], true)
        : new(declared, declared, false);

    public static PrimitiveDataViewType PrimitiveOrNull(Type raw) => Primitives.GetValueOrDefault(raw == typeof(string) ? typeof(ReadOnlyMemory<char>) : raw);

    /// <summary>The column type that the member and its attributes ask for.</summary>
    public DataViewType ColumnType(MemberInfo member)
    {
        const string userType = nameof(userType);
        DataViewType item = PrimitiveOrNull(Item) ?? DataViewTypeManager.GetOrNull(Item, member.GetCustomAttribute<DataViewTypeAttribute>());
        Contracts.CheckParam(item is not null, "rawType", $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            Contracts.CheckParam(KeyDataViewType.IsValidDataType(item.RawType), userType, $"Member {member.Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type");
            item = new KeyDataViewType(item.RawType, key.Count);
        }

        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        Contracts.CheckParam(vector is null || IsVector, userType, $"Member {member.Name} marked with {nameof(VectorTypeAttribute)}, but does not appear to be a vector type");
        return !IsVector ? item
            : item is not PrimitiveDataViewType primitive ? throw Contracts.ParamError("rawType", $"Could not determine an IDataView type and registered custom types for member {member.Name}")
            : vector?.Dimensions is { Length: > 0 } dimensions ? new VectorDataViewType(primitive, dimensions)
            : new VectorDataViewType(primitive);
    }

    /// <summary>Whether values of a column of this type fit the member.</summary>
    public bool Fits(DataViewType type) =>
        type is VectorDataViewType vector ? IsVector && vector.ItemType.RawType == RawItem : !IsVector && type.RawType == RawItem;
}

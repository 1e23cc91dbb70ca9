namespace Microsoft.ML.Data;

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    protected DataViewTypeAttribute()
    {
    }

    /// <summary>Tells <see cref="DataViewTypeManager"/> which data view type the member's type stands for.</summary>
    public abstract void Register();

    public abstract bool Equals(DataViewTypeAttribute other);
}

/// <summary>Which data view type a custom .NET type (an image, say) stands for.</summary>
public static class DataViewTypeManager
{
    private static readonly Lock Sync = new();
    private static readonly List<(Type Type, DataViewTypeAttribute Attribute, DataViewType DataViewType)> Known = [];

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        Contracts.NotNull(type);
        Contracts.NotNull(dataViewType);
        lock (Sync)
        {
            if (Find(type, typeAttribute) is { } existing)
            {
                Contracts.CheckParam(existing.Equals(dataViewType), nameof(type), $"Type {type} has already been registered as {existing}");
                return;
            }

            Known.Add((type, typeAttribute, dataViewType));
        }
    }

    internal static DataViewType GetOrNull(Type type, DataViewTypeAttribute typeAttribute)
    {
        typeAttribute?.Register();
        lock (Sync)
        {
            return Find(type, typeAttribute);
        }
    }

    private static DataViewType Find(Type type, DataViewTypeAttribute typeAttribute) =>
        Known.Find(k => k.Type == type && Equals(k.Attribute, typeAttribute)).DataViewType;
}

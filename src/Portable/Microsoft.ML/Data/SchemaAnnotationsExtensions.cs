namespace Microsoft.ML.Data;

public static class SchemaAnnotationsExtensions
{
    public static bool HasSlotNames(this DataViewSchema.Column column) =>
        column.Type is VectorDataViewType { IsKnownSize: true } vector && HasVector(column, AnnotationKinds.SlotNames, vector.Size, TextDataViewType.Instance);

    public static void GetSlotNames(this DataViewSchema.Column column, ref VBuffer<ReadOnlyMemory<char>> slotNames) =>
        column.Annotations.GetValue(AnnotationKinds.SlotNames, ref slotNames);

    public static bool HasKeyValues(this DataViewSchema.Column column, PrimitiveDataViewType keyValueItemType = null) =>
        (column.Type is VectorDataViewType vector ? vector.ItemType : column.Type) is KeyDataViewType key
        && HasVector(column, AnnotationKinds.KeyValues, (int)key.Count, keyValueItemType ?? TextDataViewType.Instance);

    public static void GetKeyValues<TValue>(this DataViewSchema.Column column, ref VBuffer<TValue> keyValues) =>
        column.Annotations.GetValue(AnnotationKinds.KeyValues, ref keyValues);

    public static bool IsNormalized(this DataViewSchema.Column column)
    {
        bool value = false;
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.IsNormalized)?.Type is BooleanDataViewType)
        {
            column.Annotations.GetValue(AnnotationKinds.IsNormalized, ref value);
        }

        return value;
    }

    private static bool HasVector(DataViewSchema.Column column, string kind, int size, PrimitiveDataViewType itemType) =>
        column.Annotations.Schema.GetColumnOrNull(kind)?.Type is VectorDataViewType type && type.Size == size && type.ItemType.Equals(itemType);
}

/// <summary>The annotation names that ML.NET gives a meaning.</summary>
internal static class AnnotationKinds
{
    public const string KeyValues = nameof(KeyValues);
    public const string SlotNames = nameof(SlotNames);
    public const string IsNormalized = nameof(IsNormalized);
}

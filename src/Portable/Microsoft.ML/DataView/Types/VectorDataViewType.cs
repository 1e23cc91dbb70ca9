using System.Collections.Immutable;

namespace Microsoft.ML.Data;

public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : base(VectorOf(itemType))
    {
        Contracts.CheckParam(size >= 0, nameof(size));
        ItemType = itemType;
        Size = size;
        Dimensions = [size];
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : base(VectorOf(itemType))
    {
        Contracts.CheckParam(Contracts.NotNull(dimensions).Length > 0, nameof(dimensions));
        Contracts.CheckParam(dimensions.All(d => d >= 0), nameof(dimensions));
        ItemType = itemType;
        Dimensions = [.. dimensions];
        Size = dimensions.Aggregate(1, (product, d) => checked(product * d));
    }

    public ImmutableArray<int> Dimensions { get; }
    public PrimitiveDataViewType ItemType { get; }
    public int Size { get; }
    internal bool IsKnownSize => Size > 0;

    public override bool Equals(DataViewType other) =>
        other is VectorDataViewType vector && ItemType.Equals(vector.ItemType) && Size == vector.Size && Dimensions.SequenceEqual(vector.Dimensions);

    public override bool Equals(object other) => Equals(other as DataViewType);
    public override int GetHashCode() => HashCode.Combine(ItemType.RawType, Size, Dimensions.Length);

    public override string ToString() =>
        Dimensions is [0] ? $"Vector<{ItemType}>" : $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d == 0 ? "*" : d.ToString()))}>";

    private static Type VectorOf(PrimitiveDataViewType itemType) =>
        typeof(VBuffer<>).MakeGenericType(Contracts.NotNull(itemType, nameof(itemType)).RawType);
}

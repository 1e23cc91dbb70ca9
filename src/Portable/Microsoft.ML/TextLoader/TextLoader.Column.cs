namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    public sealed class Column
    {
        public string Name;
        public Range[] Source;
        public KeyCount KeyCount;

        public Column()
        {
        }

        public Column(string name, DataKind dataKind, int index)
            : this(name, dataKind, [new Range(index)])
        {
        }

        public Column(string name, DataKind dataKind, int minIndex, int maxIndex)
            : this(name, dataKind, [new Range(minIndex, maxIndex)])
        {
        }

        public Column(string name, DataKind dataKind, Range[] source, KeyCount keyCount = null)
        {
            Name = Contracts.NotNull(name);
            Source = Contracts.NotNull(source);
            DataKind = dataKind;
            KeyCount = keyCount;
        }

        public DataKind DataKind { get; set; }

        /// <summary>The type of one item; a column without a kind holds <see cref="float"/>.</summary>
        internal PrimitiveDataViewType ItemType()
        {
            PrimitiveDataViewType type = DataKind switch
            {
                default(DataKind) or DataKind.Single => NumberDataViewType.Single,
                DataKind.Double => NumberDataViewType.Double,
                DataKind.SByte => NumberDataViewType.SByte,
                DataKind.Byte => NumberDataViewType.Byte,
                DataKind.Int16 => NumberDataViewType.Int16,
                DataKind.UInt16 => NumberDataViewType.UInt16,
                DataKind.Int32 => NumberDataViewType.Int32,
                DataKind.UInt32 => NumberDataViewType.UInt32,
                DataKind.Int64 => NumberDataViewType.Int64,
                DataKind.UInt64 => NumberDataViewType.UInt64,
                DataKind.String => TextDataViewType.Instance,
                DataKind.Boolean => BooleanDataViewType.Instance,
                DataKind.TimeSpan => TimeSpanDataViewType.Instance,
                DataKind.DateTime => DateTimeDataViewType.Instance,
                DataKind.DateTimeOffset => DateTimeOffsetDataViewType.Instance,
                _ => throw Contracts.ParamError("Type", "Bad item type"),
            };
            if (KeyCount is null)
            {
                return type;
            }

            Contracts.CheckParam(KeyDataViewType.IsValidDataType(type.RawType), "Type", "Bad item type for Key");
            return new KeyDataViewType(type.RawType, KeyCount.Count ?? KeyLimit(type.RawType));
        }

        private static ulong KeyLimit(Type type) =>
            type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
    }

    public sealed class Range
    {
        public int Min;
        public int? Max;
        public bool AutoEnd;
        public bool VariableEnd;
        public bool ForceVector;

        public Range()
        {
        }

        public Range(int index)
        {
            Contracts.CheckParam(index >= 0, nameof(index), "Must be non-negative");
            Min = index;
            Max = index;
        }

        public Range(int min, int? max)
        {
            Contracts.CheckParam(min >= 0, nameof(min), "Must be non-negative");
            Contracts.CheckParam(max is null || max >= min, nameof(max), "If specified, must be greater than or equal to min");
            Min = min;
            Max = max;
            AutoEnd = max is null;
            ForceVector = true;
        }
    }
}

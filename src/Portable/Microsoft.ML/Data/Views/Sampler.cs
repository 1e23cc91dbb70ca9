using System.Globalization;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A number per row that decides where the row goes. A missing value is NaN, which no range accepts.</summary>
internal sealed class Sampler
{
    private const int HashBits = 30;

    private readonly DataViewSchema.Column[] _columns;
    private readonly Func<DataViewRow, Func<double>> _bind;
    private readonly bool _canShuffle;

    private Sampler(DataViewSchema.Column[] columns, Func<DataViewRow, Func<double>> bind, bool canShuffle = true)
    {
        _columns = columns;
        _bind = bind;
        _canShuffle = canShuffle;
    }

    public IDataView Where(IDataView input, Func<double, bool> accept) => new FilteredView(
        input,
        _columns,
        row =>
        {
            Func<double> value = _bind(row);
            return () => accept(value());
        },
        _canShuffle);

    /// <summary>A draw per row, in the order of the rows.</summary>
    public static Sampler Draws(int seed) => new([], _ =>
    {
        var rand = new TauswortheRandom(seed);
        return () => (float)rand.NextDouble();
    }, canShuffle: false);

    /// <summary>The values of a column of floating-point numbers.</summary>
    public static Sampler Values(DataViewSchema.Column column) => new([column], row => Reader(row, column));

    /// <summary>The middle of a key's place among all keys.</summary>
    public static Sampler KeyFraction(DataViewSchema.Column column)
    {
        double count = ((KeyDataViewType)column.Type).Count;
        return new([column], row => Number<double>(row, column, key => key == 0 ? double.NaN : (key - 0.5) / count));
    }

    /// <summary>The values of a column, moved and scaled to [0, 1].</summary>
    public static Sampler Scaled(IDataView data, DataViewSchema.Column column)
    {
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        using (DataViewRowCursor cursor = data.GetRowCursor([column]))
        {
            Func<double> value = Reader(cursor, column);
            while (cursor.MoveNext())
            {
                double v = value();
                (min, max) = double.IsNaN(v) ? (min, max) : (Math.Min(min, v), Math.Max(max, v));
            }
        }

        bool single = column.Type.RawType == typeof(float);
        double scale = !(max > min) ? 0 : single ? 1 / (float)(max - min) : 1 / (max - min);
        return new([column], row =>
        {
            Func<double> value = Reader(row, column);
            return single ? () => ((float)value() - (float)min) * (float)scale : () => (value() - min) * scale;
        });
    }

    /// <summary>MurmurHash3 of the value, as a key of 2^30.</summary>
    public static Sampler Hashes(DataViewSchema.Column column, uint seed) => new([column], row =>
    {
        Func<ReadOnlyMemory<byte>> bytes = Bytes(row, column);
        return () =>
        {
            ReadOnlyMemory<byte> data = bytes();
            uint hash = Murmur.Hash(data.Span, seed) & ((1u << HashBits) - 1);
            return data.IsEmpty ? double.NaN : (hash + 0.5) / (1u << HashBits);
        };
    });

    private static Func<ReadOnlyMemory<byte>> Bytes(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> text = default;
            return () =>
            {
                getter(ref text);
                return Encoding.UTF8.GetBytes(text.Span.ToArray());
            };
        }

        if (column.Type.RawType == typeof(long) || column.Type.RawType == typeof(ulong))
        {
            return Number<ReadOnlyMemory<byte>, decimal>(row, column, v => v < 0 ? BitConverter.GetBytes((long)v) : BitConverter.GetBytes((ulong)v));
        }

        Contracts.CheckParam(column.Type is NumberDataViewType or BooleanDataViewType, "inputSchema", $"Column '{column.Name}' of type {column.Type} can not be hashed");
        return Number<ReadOnlyMemory<byte>, decimal>(row, column, v => BitConverter.GetBytes(v < 0 ? (int)v : (int)(uint)v));
    }

    private static Func<double> Reader(DataViewRow row, DataViewSchema.Column column) => Number<double>(row, column, v => v);

    private static Func<TResult> Number<TResult>(DataViewRow row, DataViewSchema.Column column, Func<double, TResult> map) => Number<TResult, double>(row, column, map);

    private static Func<TResult> Number<TResult, TNumber>(DataViewRow row, DataViewSchema.Column column, Func<TNumber, TResult> map) =>
        Generic.Call<Func<TResult>>(typeof(Sampler), nameof(Read), [column.Type.RawType, typeof(TNumber), typeof(TResult)], row, column, map);

    private static Func<TResult> Read<T, TNumber, TResult>(DataViewRow row, DataViewSchema.Column column, Func<TNumber, TResult> map)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            getter(ref value);
            return map((TNumber)Convert.ChangeType(value, typeof(TNumber), CultureInfo.InvariantCulture));
        };
    }
}

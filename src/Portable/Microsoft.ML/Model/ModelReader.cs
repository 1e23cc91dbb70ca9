using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Reads an entry of a model file. A length is believed only as far as the entry really goes.</summary>
internal sealed class ModelReader
{
    public static readonly DataViewType[] SimpleTypes =
    [
        .. NumberDataViewType.All, BooleanDataViewType.Instance, TextDataViewType.Instance, DateTimeDataViewType.Instance,
        DateTimeOffsetDataViewType.Instance, TimeSpanDataViewType.Instance,
    ];

    private readonly byte[] _bytes;
    private readonly int _end;
    private int _at;

    private ModelReader(byte[] bytes, int end) => (_bytes, _end) = (bytes, end);

    public static ModelReader Open(ZipArchive archive, string name)
    {
        if (archive.GetEntry(name) is not { } entry)
        {
            return null;
        }

        // Grows with what is there, not with the length that the file claims.
        var content = new MemoryStream();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(content);
        }

        return new ModelReader(content.GetBuffer(), (int)content.Length);
    }

    public static FormatException Corrupt() => new("Corrupt model file");

    public static void Check(bool condition)
    {
        if (!condition)
        {
            throw Corrupt();
        }
    }

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
    public bool ReadBoolean() => Take(1)[0] != 0;
    public string ReadText() => Encoding.UTF8.GetString(Take(ReadInt32()));

    /// <summary>A number of things of at least one byte each.</summary>
    public int ReadCount()
    {
        int count = ReadInt32();
        Check(count >= 0 && count <= _end - _at);
        return count;
    }

    public string[] ReadTexts()
    {
        var texts = new string[ReadCount()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = ReadText();
        }

        return texts;
    }

    public (string Output, string Input)[] ReadPairs()
    {
        string[] names = ReadTexts();
        Check(names.Length is > 0 && names.Length % 2 == 0 && Array.TrueForAll(names, n => n.Length > 0));
        return [.. names.Chunk(2).Select(p => (p[0], p[1]))];
    }

    public T[] ReadValues<T>(int count)
    {
        if (!ModelWriting.IsPlain(typeof(T)))
        {
            Check(count >= 0 && count <= _end - _at);
            var values = new T[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = (T)ReadObject(typeof(T));
            }

            return values;
        }

        ReadOnlySpan<byte> bytes = Take(checked(count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));
        var numbers = new T[count];
        bytes.CopyTo(ModelWriting.Bytes<T>(numbers));
        if (numbers is bool[] flags)
        {
            for (int i = 0; i < flags.Length; i++)
            {
                flags[i] = bytes[i] != 0;
            }
        }

        return numbers;
    }

    public T ReadValue<T>() =>
        ModelWriting.ItemOf(typeof(T)) is { } item ? (T)Generic.Call<object>(typeof(ModelReader), nameof(ReadVector), item, this) : ReadValues<T>(1)[0];

    public DataViewType ReadType()
    {
        byte kind = Take(1)[0];
        switch ((ModelWriting.TypeKind)kind)
        {
            case ModelWriting.TypeKind.Vector:
                int[] dimensions = ReadValues<int>(Take(1)[0]);
                Check(dimensions.Length > 0 && Array.TrueForAll(dimensions, d => d >= 0));
                return new VectorDataViewType(ReadPrimitive(), dimensions);
            case ModelWriting.TypeKind.Key:
                ulong count = (ulong)ReadInt64();
                return new KeyDataViewType(ReadPrimitive().RawType, count);
            default:
                int at = kind - (int)ModelWriting.TypeKind.Simple;
                Check(at >= 0 && at < SimpleTypes.Length);
                return SimpleTypes[at];
        }
    }

    public DataViewSchema.DetachedColumn ReadColumn()
    {
        string name = ReadText();
        DataViewType type = ReadType();
        var builder = new DataViewSchema.Annotations.Builder();
        for (int left = ReadCount(); left > 0; left--)
        {
            (string kind, DataViewType annotationType) = (ReadText(), ReadType());
            builder.Add(kind, annotationType, Generic.Call<Delegate>(typeof(ModelReader), nameof(ReadAnnotation), annotationType.RawType, this));
        }

        return new(name, type, builder.ToAnnotations());
    }

    /// <summary>A part that is nothing but a type of single values; vectors do not nest, so this goes one level deep.</summary>
    private PrimitiveDataViewType ReadPrimitive()
    {
        Check(_at < _end && (_bytes[_at] >= (byte)ModelWriting.TypeKind.Simple || _bytes[_at] == (byte)ModelWriting.TypeKind.Key));
        return (PrimitiveDataViewType)ReadType();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        Check(count >= 0 && count <= _end - _at);
        _at += count;
        return _bytes.AsSpan(_at - count, count);
    }

    private object ReadObject(Type type) =>
        type == typeof(ReadOnlyMemory<char>) ? ReadText().AsMemory()
        : type == typeof(DateTime) ? DateTime.FromBinary(ReadInt64())
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(ReadInt64(), new TimeSpan(ReadInt64()))
        : type == typeof(TimeSpan) ? new TimeSpan(ReadInt64())
        : type == typeof(DataViewRowId) ? new DataViewRowId((ulong)ReadInt64(), (ulong)ReadInt64())
        : throw Corrupt();

    private static object ReadVector<T>(ModelReader reader)
    {
        T[] items = reader.ReadValues<T>(reader.ReadCount());
        return new VBuffer<T>(items.Length, items);
    }

    private static ValueGetter<T> ReadAnnotation<T>(ModelReader reader)
    {
        T value = reader.ReadValue<T>();
        return (ref T destination) => destination = value;
    }
}

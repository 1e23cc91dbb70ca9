using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>The primitives of the file; <see cref="ModelReader"/> reads them back.</summary>
internal static class ModelWriting
{
    public static void WriteText(this BinaryWriter writer, string text) => writer.WriteText(text.AsMemory());

    public static void WriteText(this BinaryWriter writer, ReadOnlyMemory<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text.Span)];
        Encoding.UTF8.GetBytes(text.Span, bytes);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    public static void WriteTexts(this BinaryWriter writer, string[] texts)
    {
        writer.Write(texts.Length);
        Array.ForEach(texts, writer.WriteText);
    }

    public static void WritePairs(this BinaryWriter writer, (string Output, string Input)[] pairs) =>
        writer.WriteTexts([.. pairs.SelectMany(p => new[] { p.Output, p.Input })]);

    /// <summary>Numbers as they lie in memory, texts as UTF-8, times as ticks.</summary>
    public static void WriteValues<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
    {
        if (IsPlain(typeof(T)))
        {
            writer.Write(Bytes(values));
            return;
        }

        foreach (T value in values)
        {
            switch (value)
            {
                case ReadOnlyMemory<char> text:
                    writer.WriteText(text);
                    break;
                case DateTime time:
                    writer.Write(time.ToBinary());
                    break;
                case DateTimeOffset time:
                    writer.Write(time.Ticks);
                    writer.Write(time.Offset.Ticks);
                    break;
                case TimeSpan span:
                    writer.Write(span.Ticks);
                    break;
                case DataViewRowId id:
                    writer.Write(id.Low);
                    writer.Write(id.High);
                    break;
                default:
                    throw new InvalidOperationException($"Values of type {typeof(T)} cannot be saved");
            }
        }
    }

    /// <summary>One value; a vector is its length and its items, the default ones included.</summary>
    public static void WriteValue<T>(this BinaryWriter writer, T value)
    {
        if (ItemOf(typeof(T)) is { } item)
        {
            Generic.Call<object>(typeof(ModelWriting), nameof(WriteVector), item, writer, value);
        }
        else
        {
            writer.WriteValues<T>([value]);
        }
    }

    public static void WriteType(this BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write((byte)TypeKind.Vector);
                writer.Write((byte)vector.Dimensions.Length);
                writer.WriteValues<int>(vector.Dimensions.AsSpan());
                writer.WriteType(vector.ItemType);
                break;
            case KeyDataViewType key:
                writer.Write((byte)TypeKind.Key);
                writer.Write(key.Count);
                writer.WriteType(MemberType.PrimitiveOrNull(key.RawType));
                break;
            default:
                int at = Array.IndexOf(ModelReader.SimpleTypes, type);
                Contracts.Check(at >= 0, $"Columns of type '{type}' cannot be saved");
                writer.Write((byte)((int)TypeKind.Simple + at));
                break;
        }
    }

    public static bool CanWrite(DataViewType type) => type is KeyDataViewType || Array.IndexOf(ModelReader.SimpleTypes, type.ItemType()) >= 0 || type.ItemType() is KeyDataViewType;

    /// <summary>Name, type and those annotations whose type a file can hold.</summary>
    public static void WriteColumn(this BinaryWriter writer, DataViewSchema.DetachedColumn column)
    {
        writer.WriteText(column.Name);
        writer.WriteType(column.Type);
        DataViewSchema.Column[] annotations = [.. column.Annotations.Schema.Where(a => CanWrite(a.Type))];
        writer.Write(annotations.Length);
        foreach (DataViewSchema.Column annotation in annotations)
        {
            writer.WriteText(annotation.Name);
            writer.WriteType(annotation.Type);
            Generic.Call<object>(typeof(ModelWriting), nameof(WriteAnnotation), annotation.Type.RawType, writer, column.Annotations, annotation);
        }
    }

    public static Type ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0] : null;

    public static bool IsPlain(Type type) => type.IsPrimitive;

    public static Span<byte> Bytes<T>(ReadOnlySpan<T> values) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), checked(values.Length * Unsafe.SizeOf<T>()));

    private static object WriteAnnotation<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default;
        annotations.GetValue(column.Name, ref value);
        writer.WriteValue(value);
        return null;
    }

    private static object WriteVector<T>(BinaryWriter writer, VBuffer<T> vector)
    {
        writer.Write(vector.Length);
        writer.WriteValues<T>([.. vector.DenseValues()]);
        return null;
    }

    public enum TypeKind : byte
    {
        Vector = 1,
        Key = 2,
        Simple = 16,
    }
}

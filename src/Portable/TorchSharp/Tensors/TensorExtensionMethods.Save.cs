using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>TorchSharp's format: dtype, number of dimensions, each size (all as LEB128), then the raw elements.</summary>
public static partial class TensorExtensionMethods
{
    private const int BufferSize = 1 << 20;

    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        writer.Write7BitEncodedInt((int)tensor.dtype);
        writer.Write7BitEncodedInt((int)tensor.dim());
        foreach (long size in tensor.shape)
        {
            writer.Write7BitEncodedInt64(size);
        }

        writer.Flush();
        using Tensor host = tensor.cpu();
        host.WriteBytesToStream(writer.BaseStream, BufferSize);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        ReadHeader(reader, out ScalarType type, out long[] shape);
        if (skip)
        {
            Skip(reader, type, shape);
            return null;
        }

        Tensor result = empty(shape, dtype: type);
        result.ReadBytesFromStream(reader.BaseStream, BufferSize);
        return result;
    }

    /// <summary>Reads into an existing tensor, which must have the type and the shape that were written.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        ReadHeader(reader, out ScalarType type, out long[] shape);
        if (skip)
        {
            Skip(reader, type, shape);
            return;
        }

        if (type != tensor.dtype)
        {
            throw new ArgumentException($"The tensor has the type {tensor.dtype}, but the stream holds {type}.");
        }

        if (!shape.SequenceEqual(tensor.shape))
        {
            throw new ArgumentException($"The tensor has the shape [{string.Join(", ", tensor.shape)}], but the stream holds [{string.Join(", ", shape)}].");
        }

        using Tensor host = empty(shape, dtype: type);
        host.ReadBytesFromStream(reader.BaseStream, BufferSize);
        using (no_grad())
        {
            tensor.copy_(host);
        }
    }

    private static void ReadHeader(BinaryReader reader, out ScalarType type, out long[] shape)
    {
        type = (ScalarType)reader.Read7BitEncodedInt();
        shape = new long[reader.Read7BitEncodedInt()];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = reader.Read7BitEncodedInt64();
        }
    }

    private static void Skip(BinaryReader reader, ScalarType type, long[] shape)
    {
        var buffer = new byte[4096];
        for (long left = shape.TotalSize() * type.ElementSize(); left > 0;)
        {
            int read = reader.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            left -= read > 0 ? read : throw new EndOfStreamException();
        }
    }
}

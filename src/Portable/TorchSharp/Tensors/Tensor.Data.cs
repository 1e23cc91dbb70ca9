using System.Runtime.CompilerServices;
using TorchSharp.Interop;
using TorchSharp.Utils;
using static TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                {
                    throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                }

                unsafe
                {
                    return new Span<byte>((void*)Data(), checked((int)(numel() * ElementSize)));
                }
            }

            set
            {
                Span<byte> mine = bytes;
                if (value.Length != mine.Length)
                {
                    throw new ArgumentException($"The tensor has {mine.Length} bytes, but {value.Length} were given.");
                }

                value.CopyTo(mine);
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            CheckType<T>();
            return new TensorAccessor<T>(this);
        }

        public T item<T>()
            where T : unmanaged
        {
            if (numel() != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }

            CheckType<T>();
            using Tensor host = cpu();
            unsafe
            {
                return Unsafe.ReadUnaligned<T>((void*)host.Data());
            }
        }

        /// <summary>The address of the first element, in the memory of the host.</summary>
        internal nint Data()
        {
            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }

            Check(muon_data(Handle, out nint data));
            GC.KeepAlive(this);
            return data;
        }

        internal void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using UnmanagedMemoryStream memory = Memory();
            memory.CopyTo(stream, bufferSize);
            GC.KeepAlive(this);
        }

        internal void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            using UnmanagedMemoryStream memory = Memory();
            var buffer = new byte[Math.Max(bufferSize, 1)];
            while (memory.Position < memory.Length)
            {
                int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, memory.Length - memory.Position));
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                memory.Write(buffer, 0, read);
            }

            GC.KeepAlive(this);
        }

        private unsafe UnmanagedMemoryStream Memory()
        {
            if (!is_contiguous())
            {
                throw new InvalidOperationException("The bytes of a non-contiguous tensor cannot be streamed; call contiguous() first.");
            }

            long length = numel() * ElementSize;
            return new UnmanagedMemoryStream((byte*)Data(), length, length, FileAccess.ReadWrite);
        }

        private void CheckType<T>()
        {
            ScalarType type = dtype;
            if (Elements.TypeOf(typeof(T)) != type)
            {
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {type}");
            }
        }

        public override string ToString() =>
            $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
    }

    internal static class Elements
    {
        public static ScalarType TypeOf(Type type) =>
            type == typeof(float) ? ScalarType.Float32 :
            type == typeof(double) ? ScalarType.Float64 :
            type == typeof(long) ? ScalarType.Int64 :
            type == typeof(int) ? ScalarType.Int32 :
            type == typeof(short) ? ScalarType.Int16 :
            type == typeof(byte) ? ScalarType.Byte :
            type == typeof(sbyte) ? ScalarType.Int8 :
            type == typeof(bool) ? ScalarType.Bool :
            type == typeof(Half) ? ScalarType.Float16 :
            throw new ArgumentException($"{type.Name} is no element type of tensors.");
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>A safetensors file on disk, of which one tensor at a time is read: it may be larger than the memory.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _start;

    private SafetensorsFile(SafeFileHandle file, string path, long start, SafetensorsContent content)
    {
        _file = file;
        _path = path;
        _start = start;
        Content = content;
    }

    /// <summary>Gets the tensors of the file.</summary>
    public IReadOnlyList<SafetensorsPlace> Tensors => Content.Tensors;

    /// <summary>Gets all that the header says.</summary>
    public SafetensorsContent Content { get; }

    /// <param name="path">The file.</param>
    /// <param name="sha256">The digest that it must have, 64 hexadecimal digits, or null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It has another digest, or is no safetensors file.</exception>
    public static SafetensorsFile Open(string path, string? sha256 = null)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The weights '{path}' were not found.", path);
        }

        SafeFileHandle file = File.OpenHandle(path);
        try
        {
            if (sha256 is not null)
            {
                CheckDigest(file, path, sha256);
            }

            return OpenPart(file, path, 0, RandomAccess.GetLength(file));
        }
        catch (InvalidDataException error)
        {
            file.Dispose();
            throw new InvalidDataException($"'{path}': {error.Message}", error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the safetensors that are a part of a larger file.</summary>
    /// <param name="file">The file. The result disposes of it; where there is none, it stays open.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="begin">The first byte of the part.</param>
    /// <param name="end">The byte after its last.</param>
    /// <exception cref="InvalidDataException">These bytes are no safetensors.</exception>
    public static SafetensorsFile OpenPart(SafeFileHandle file, string path, long begin, long end)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        long length = end - begin;
        if (length < prefix.Length)
        {
            throw new InvalidDataException("The weights are cut short: no safetensors header.");
        }

        ReadAll(file, prefix, begin);
        byte[] json = new byte[SafetensorsHeader.CheckLength(BinaryPrimitives.ReadUInt64LittleEndian(prefix), length)];
        ReadAll(file, json, begin + prefix.Length);
        long start = prefix.Length + json.Length;
        return new SafetensorsFile(file, path, begin + start, SafetensorsHeader.Parse(json, length - start));
    }

    /// <summary>Reads a tensor in its own type.</summary>
    /// <exception cref="InvalidDataException">The file has become shorter, or the tensor has more than 2 GB.</exception>
    public Tensor Read(SafetensorsPlace place)
    {
        if (place.End - place.Begin > int.MaxValue)
        {
            throw new InvalidDataException($"'{_path}': the tensor '{place.Name}' has more than {int.MaxValue} bytes.");
        }

        Tensor values = empty(place.Shape, dtype: place.Type);
        try
        {
            ReadAll(_file, values.bytes, _start + place.Begin);
            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static void CheckDigest(SafeFileHandle file, string path, string expected)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        long offset = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        string actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!string.Equals(actual, expected.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"The SHA-256 of the weights is {actual}, expected {expected}. Get '{Path.GetFileName(path)}' again, or correct PretrainedWeightsSha256.");
        }
    }

    public static void ReadAll(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                throw new InvalidDataException("The weights are cut short.");
            }

            destination = destination[read..];
            offset += read;
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Muon.MLNet.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training.Checkpoints;

/// <summary>
/// A checkpoint on disk: eight bytes that say what it is, the length of the header (uint64, little endian), the header in JSON, the tensors as
/// safetensors, and the SHA-256 of all that.
/// </summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int DigestLength = SHA256.HashSizeInBytes;
    private const int PrefixLength = MagicLength + sizeof(ulong);
    private const int MagicLength = 8;
    private const int MaxHeader = 1 << 24;
    private const int BufferLength = 1 << 20;

    private readonly SafetensorsFile _tensors;
    private readonly string _path;

    private CheckpointFile(string path, CheckpointHeader header, SafetensorsFile tensors) => (_path, Header, _tensors) = (path, header, tensors);

    /// <summary>Gets what the file says besides its tensors.</summary>
    public CheckpointHeader Header { get; }

    private static ReadOnlySpan<byte> Magic => "MUONCKPT"u8;

    /// <summary>Writes a checkpoint.</summary>
    public static void Write(Stream file, CheckpointHeader header, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using SHA256 sha = SHA256.Create();
        using (CryptoStream hashed = new(file, sha, CryptoStreamMode.Write, leaveOpen: true))
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, CheckpointJson.Default.CheckpointHeader);
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
            hashed.Write(Magic);
            hashed.Write(length);
            hashed.Write(json);
            Safetensors.Write(tensors, hashed);
        }

        file.Write(sha.Hash!);
    }

    /// <summary>Opens a file and checks that it is whole.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no checkpoint.</exception>
    /// <exception cref="InvalidOperationException">It is of a version that is not known here.</exception>
    public static CheckpointFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path);
        try
        {
            long end = CheckDigest(file);
            CheckpointHeader header = ReadHeader(file, end, out long start);
            return header.Format == CheckpointHeader.CurrentFormat
                ? new CheckpointFile(path, header, SafetensorsFile.OpenPart(file, path, start, end))
                : throw new InvalidOperationException($"'{path}' is a checkpoint of format {header.Format}; this version of the library reads format {CheckpointHeader.CurrentFormat}. Go on with the version that wrote it ({header.Library}).");
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

    /// <summary>Puts the run where the file says it was. Nothing is changed where the file does not fit.</summary>
    /// <exception cref="InvalidDataException">The file holds other tensors, or numbers that cannot be.</exception>
    /// <exception cref="IOException">The file changed since it was opened.</exception>
    public void Restore(RunTensors run, int maxEpochs, int stepsPerEpoch)
    {
        RunPosition position = Header.Position;
        if (position is not { Epochs: >= 0, Steps: >= 0, ElapsedTicks: >= 0, Correct: >= 0, Examples: >= 0, EpochsWithoutGain: >= 0, BestEpoch: >= 0 }
            || position.Epochs > maxEpochs || position.Steps > stepsPerEpoch || position.BestEpoch > position.Epochs
            || Header.AverageSteps < 0 || Header.Optimizer is not { Steps: >= 0, GoodSteps: >= 0, LossScale: > 0, LearningRate: >= 0 } || (Header.BestValue is null) != (Header.BestLoss is null))
        {
            throw new InvalidDataException($"'{_path}': the header says something that cannot be.");
        }

        CheckTensors(run.Expected(Header.BestValue is not null));
        if (Header is { BestValue: { } value, BestLoss: { } loss })
        {
            run.Best.Keep(value, loss); // Makes room for what is read.
        }

        Read(run.Now());
        run.Optimizer.Counters = Header.Optimizer;
        if (run.Average is { } average)
        {
            average.Steps = Header.AverageSteps;
        }
    }

    public void Dispose() => _tensors.Dispose();

    private void Read(Dictionary<string, Tensor> targets)
    {
        using IDisposable noGrad = no_grad();
        try
        {
            foreach (SafetensorsPlace place in _tensors.Tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                targets[place.Name].copy_(_tensors.Read(place));
            }
        }
        catch (InvalidDataException error)
        {
            // Not another damaged file, to be passed over: the run is half restored by now.
            throw new IOException($"'{_path}' was changed while it was read.", error);
        }
    }

    private void CheckTensors(Dictionary<string, (ScalarType Type, long[] Shape)> expected)
    {
        foreach (SafetensorsPlace place in _tensors.Tensors)
        {
            if (!expected.Remove(place.Name, out (ScalarType Type, long[] Shape) wanted) || wanted.Type != place.Type || !wanted.Shape.SequenceEqual(place.Shape))
            {
                throw new InvalidDataException($"'{_path}': the tensor '{place.Name}', {place.Describe()}, is not one of this run.");
            }
        }

        if (expected.Count > 0)
        {
            throw new InvalidDataException($"'{_path}': the tensor '{expected.Keys.First()}' is missing.");
        }
    }

    // The bytes before the digest.
    private static long CheckDigest(SafeFileHandle file)
    {
        long end = RandomAccess.GetLength(file) - DigestLength;
        if (end < PrefixLength)
        {
            throw new InvalidDataException("The checkpoint is cut short.");
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[Math.Min(BufferLength, end)];
        for (long offset = 0; offset < end; offset += buffer.Length)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset));
            SafetensorsFile.ReadAll(file, part, offset);
            hash.AppendData(part);
        }

        Span<byte> expected = stackalloc byte[DigestLength];
        SafetensorsFile.ReadAll(file, expected, end);
        return expected.SequenceEqual(hash.GetHashAndReset())
            ? end
            : throw new InvalidDataException("The checkpoint is damaged: its SHA-256 is not the one at its end.");
    }

    private static CheckpointHeader ReadHeader(SafeFileHandle file, long end, out long start)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        SafetensorsFile.ReadAll(file, prefix, 0);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix[MagicLength..]);
        if (!prefix[..MagicLength].SequenceEqual(Magic) || length > (ulong)Math.Min(MaxHeader, end - PrefixLength))
        {
            throw new InvalidDataException("The file is no checkpoint, or its header is damaged.");
        }

        byte[] json = new byte[(int)length];
        SafetensorsFile.ReadAll(file, json, PrefixLength);
        start = PrefixLength + json.Length;
        try
        {
            return JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointHeader) ?? throw new InvalidDataException("The checkpoint has no header.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The header of the checkpoint is damaged.", error);
        }
    }
}

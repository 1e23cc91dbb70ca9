using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Muon.MLNet.Images;

/// <summary>
/// Pictures as bytes, each a record of one length: the first ones in memory up to a limit, the rest in a file that is removed when
/// the cache is disposed, or the process ends. Records may be written and read by several threads at once, each record by one writer.
/// </summary>
/// <param name="recordLength">The bytes of a picture.</param>
/// <param name="memoryLimit">How many bytes may be kept in memory.</param>
/// <param name="folder">Where the file goes.</param>
/// <param name="records">How many pictures are expected.</param>
internal sealed class PictureCache(int recordLength, long memoryLimit, string folder, long records) : IDisposable
{
    private const int TargetBlockBytes = 1 << 24;

    private readonly int _recordsPerBlock = Math.Max(1, TargetBlockBytes / recordLength);
    private readonly long _recordsInMemory = memoryLimit / recordLength;
    private readonly List<byte[]> _blocks = [];
    private readonly Lock _growth = new();
    private SafeFileHandle? _file;

    /// <summary>Gets the bytes of a picture.</summary>
    public int RecordLength => recordLength;

    /// <summary>Gets how many bytes are kept in memory now.</summary>
    public long MemoryBytes
    {
        get
        {
            lock (_growth)
            {
                return _blocks.Sum(block => (long)block.Length);
            }
        }
    }

    /// <summary>Gets the path of the file; <see langword="null"/> where all fits into memory.</summary>
    public string? FilePath { get; private set; }

    private long FileBytes => Math.Max(0, records - _recordsInMemory) * recordLength;

    /// <summary>Takes the disk space for the expected pictures that do not fit into memory, so that a full disk is found before any is decoded.</summary>
    /// <exception cref="IOException">There is not enough space, or the folder cannot be written.</exception>
    public void Reserve()
    {
        if (FileBytes > 0)
        {
            Write(_recordsInMemory, []);
        }
    }

    /// <summary>Writes a record; gaps may be left, and filled later or never.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Write(long index, ReadOnlySpan<byte> record)
    {
        if (index < _recordsInMemory)
        {
            record.CopyTo(InMemory(index));
            return;
        }

        try
        {
            RandomAccess.Write(File(), record, (index - _recordsInMemory) * recordLength);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"Decoded pictures beyond {memoryLimit} bytes of memory go to a file of {FileBytes} bytes in '{folder}', which cannot be written ({error.Message.TrimEnd('.')}). " +
                $"Raise CacheBytes, set MLContext.TempFilePath to a folder with more space, or make the pictures smaller (ImageHeight, ImageWidth)."), error);
        }
    }

    /// <summary>Reads a record.</summary>
    public void Read(long index, Span<byte> record)
    {
        if (index < _recordsInMemory)
        {
            InMemory(index).CopyTo(record);
            return;
        }

        long offset = (index - _recordsInMemory) * recordLength;
        for (int done = 0; done < record.Length;)
        {
            int count = RandomAccess.Read(File(), record[done..], offset + done);
            done += count > 0 ? count : throw new IOException($"The file of decoded pictures '{FilePath}' ended early.");
        }
    }

    public void Dispose()
    {
        lock (_growth)
        {
            _blocks.Clear();
            _file?.Dispose();
            _file = null;
        }
    }

    private Span<byte> InMemory(long index)
    {
        int block = (int)(index / _recordsPerBlock);
        byte[] bytes;
        lock (_growth)
        {
            while (_blocks.Count <= block)
            {
                _blocks.Add(new byte[Math.Min(_recordsPerBlock, _recordsInMemory - ((long)_blocks.Count * _recordsPerBlock)) * recordLength]);
            }

            bytes = _blocks[block];
        }

        return bytes.AsSpan((int)(index % _recordsPerBlock) * recordLength, recordLength);
    }

    private SafeFileHandle File()
    {
        lock (_growth)
        {
            if (_file is null)
            {
                Directory.CreateDirectory(folder);
                FilePath = Path.Combine(folder, $"muon-pictures-{Guid.NewGuid():N}.tmp");
                _file = System.IO.File.OpenHandle(FilePath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose | FileOptions.RandomAccess, FileBytes);
                if (!OperatingSystem.IsWindows())
                {
                    // An open file needs no name there: without one, nothing is left behind by a process that is killed.
                    System.IO.File.Delete(FilePath);
                }
            }

            return _file;
        }
    }
}

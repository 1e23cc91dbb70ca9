using System.Buffers.Binary;
using System.Globalization;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Training.TensorBoard;

/// <summary>
/// A file of events as TensorFlow's summary writer makes it: records of a length, its checksum, a message <c>Event</c>, and its checksum.
/// The messages are those of <c>event.proto</c> and <c>summary.proto</c>.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int Value = 1, Tag = 1, SimpleValue = 2;
    private const int Status = 1, Start = 1;

    private static int s_count;
    private readonly FileStream _stream;
    private readonly MemoryStream _waiting = new();

    private EventFile(FileStream stream) => _stream = stream;

    /// <summary>A path that TensorBoard takes for an event file, and that no other run of this machine has.</summary>
    public static string NewPath(string directory, DateTimeOffset now) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture,
        $"events.out.tfevents.{now.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_count) - 1}"));

    /// <summary>Goes on in a stream whose beginning is there; it should have no buffer of its own.</summary>
    public static EventFile Over(FileStream stream) => new(stream);

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It cannot be written, or exists.</exception>
    public static EventFile Create(string path, DateTimeOffset now)
    {
        EventFile file = new(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        try
        {
            file.Write(new ProtobufMessage().Double(WallTime, Seconds(now)).Text(FileVersion, "brain.Event:2"));
            file.Flush();
        }
        catch
        {
            file.Abandon();
            throw;
        }

        return file;
    }

    /// <summary>Says that the run begins after a step: what other files of the folder hold of later ones is void.</summary>
    public void Begin(DateTimeOffset now, long step) =>
        Write(Event(now, step).Message(SessionLog, new ProtobufMessage().Number(Status, Start)));

    /// <summary>Adds numbers of a step.</summary>
    public void Add(DateTimeOffset now, long step, IReadOnlyList<(string Tag, double Value)> values)
    {
        ProtobufMessage summary = new();
        foreach ((string tag, double value) in values)
        {
            summary.Message(Value, new ProtobufMessage().Text(Tag, tag).Float(SimpleValue, (float)value));
        }

        Write(Event(now, step).Message(Summary, summary));
    }

    /// <summary>Makes what was added readable for others.</summary>
    public void Flush()
    {
        _stream.Write(_waiting.GetBuffer().AsSpan(0, (int)_waiting.Length));
        _waiting.SetLength(0);
    }

    /// <summary>Writes what waits, and closes the file.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        finally
        {
            Abandon();
        }
    }

    /// <summary>Closes the file after a failure; what was not written is lost.</summary>
    public void Abandon()
    {
        _stream.Dispose();
        _waiting.Dispose();
    }

    private static ProtobufMessage Event(DateTimeOffset now, long step) => new ProtobufMessage().Double(WallTime, Seconds(now)).Number(Step, step);

    private static double Seconds(DateTimeOffset now) => (now - DateTimeOffset.UnixEpoch).TotalSeconds;

    private void Write(ProtobufMessage message)
    {
        using MemoryStream content = new();
        message.CopyTo(content);
        ReadOnlySpan<byte> data = content.GetBuffer().AsSpan(0, (int)content.Length);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedChecksum.Of(head[..8]));
        Span<byte> foot = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(foot, MaskedChecksum.Of(data));
        _waiting.Write(head);
        _waiting.Write(data);
        _waiting.Write(foot);
    }
}

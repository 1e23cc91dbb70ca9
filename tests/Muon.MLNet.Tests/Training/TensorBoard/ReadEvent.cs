using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Muon.MLNet.Training.TensorBoard;

namespace Muon.MLNet.Tests.Training.TensorBoard;

/// <summary>An event of a file.</summary>
internal sealed record ReadEvent(double Time, long Step, string? FileVersion, int? SessionStatus, IReadOnlyDictionary<string, float> Values)
{
    public static List<ReadEvent> All(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        List<ReadEvent> events = [];
        while (!bytes.IsEmpty)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            Assert.AreEqual(MaskedChecksum.Of(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            ReadOnlySpan<byte> data = bytes.Slice(12, length);
            Assert.AreEqual(MaskedChecksum.Of(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            events.Add(Parse(data.ToArray()));
            bytes = bytes[(16 + length)..];
        }

        return events;
    }

    private static ReadEvent Parse(byte[] data)
    {
        (double time, long step, string? version, int? status) = (0, 0, null, null);
        Dictionary<string, float> values = new(StringComparer.Ordinal);
        using CodedInputStream input = new(data);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: time = input.ReadDouble(); break;
                case 2: step = input.ReadInt64(); break;
                case 3: version = input.ReadString(); break;
                case 5: AddValues(input.ReadBytes(), values); break;
                case 7: status = ReadStatus(input.ReadBytes()); break;
                default: throw new InvalidDataException(Encoding.UTF8.GetString(data));
            }
        }

        return new ReadEvent(time, step, version, status, values);
    }

    private static int ReadStatus(ByteString log)
    {
        using CodedInputStream input = log.CreateCodedInput();
        Assert.AreEqual(WireFormat.MakeTag(1, WireFormat.WireType.Varint), input.ReadTag());
        return input.ReadEnum();
    }

    private static void AddValues(ByteString summary, Dictionary<string, float> values)
    {
        using CodedInputStream input = summary.CreateCodedInput();
        while (input.ReadTag() != 0)
        {
            using CodedInputStream value = input.ReadBytes().CreateCodedInput();
            Assert.AreEqual(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited), value.ReadTag());
            string name = value.ReadString();
            Assert.AreEqual(WireFormat.MakeTag(2, WireFormat.WireType.Fixed32), value.ReadTag());
            values.Add(name, value.ReadFloat());
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Muon.MLNet.Tests.TestData.Hostile;

/// <summary>Model files that were changed at random: the archive's bytes, its entries, what is in them, and the payload inside.</summary>
internal sealed class HostileArchive
{
    private const string PayloadStart = "TVVPTk1MT"; // MUONMLN in base64, as far as it does not depend on what follows.
    private const int BombBytes = 1 << 22;

    private static readonly string[] Names =
    [
        "../evil.txt", "..\\evil.txt", "/tmp/evil.txt", "TransformerChain/../../evil.txt", "C:\\evil.txt", " ", "a/./b", "TransformerChain", "TransformerChain/Model.key/Model.key", "\0", "Schema/",
    ];

    private readonly byte[] _whole;
    private readonly List<(string Name, byte[] Content)> _entries = [];

    public HostileArchive(byte[] whole)
    {
        _whole = whole;
        using ZipArchive archive = new(new MemoryStream(whole), ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using MemoryStream content = new();
            stream.CopyTo(content);
            _entries.Add((entry.FullName, content.ToArray()));
        }
    }

    public IReadOnlyList<(string Name, byte[] Content)> Entries => _entries;

    public byte[] Of(Random random)
    {
        switch (random.Next(6))
        {
            case 0: return ByteMutation.Of(_whole, random, []);
            case 1 or 2 or 3: return WithPayload(payload => HostilePayload(payload, random));
            default: break;
        }

        List<(string Name, byte[] Content)> entries = [.. _entries];
        int at = random.Next(entries.Count);
        switch (random.Next(7))
        {
            case 0: entries.Insert(random.Next(entries.Count), entries[at]); break;
            case 1: entries.RemoveAt(at); break;
            case 2: entries.Add((Names[random.Next(Names.Length)], entries[at].Content)); break;
            case 3: entries[at] = (Names[random.Next(Names.Length)], entries[at].Content); break;
            case 4: entries[at] = (entries[at].Name, entries[random.Next(entries.Count)].Content); break;
            case 5: entries[at] = (entries[at].Name, random.Next(2) == 0 ? new byte[BombBytes] : [.. entries[at].Content, .. new byte[BombBytes]]); break;
            default: entries[at] = (entries[at].Name, ByteMutation.Of(entries[at].Content, random, [], 64)); break;
        }

        return Pack(entries);
    }

    /// <summary>The archive with another payload.</summary>
    public byte[] WithPayload(Func<byte[], byte[]> change)
    {
        List<(string Name, byte[] Content)> entries = [.. _entries];
        int at = entries.FindIndex(entry => entry.Content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(PayloadStart)) >= 0);
        byte[] content = entries[at].Content;
        int start = content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(PayloadStart)), length = 0;
        while (start + length < content.Length && (char.IsAsciiLetterOrDigit((char)content[start + length]) || content[start + length] is (byte)'+' or (byte)'/' or (byte)'='))
        {
            length++;
        }

        byte[] text = Encoding.ASCII.GetBytes(Convert.ToBase64String(change(Convert.FromBase64String(Encoding.ASCII.GetString(content, start, length)))));
        byte[] changed = [.. content[..start], .. text, .. content[(start + length)..]];
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(start - sizeof(int)), text.Length);
        entries[at] = (entries[at].Name, changed);
        return Pack(entries);
    }

    /// <summary>A payload that was changed at random: bytes, the configuration, or the weights.</summary>
    public static byte[] HostilePayload(byte[] payload, Random random)
    {
        const int Prefix = 12;
        int end = Prefix + BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(8));
        switch (random.Next(4))
        {
            case 0:
                return ByteMutation.Of(payload, random, [end], Prefix, end, end + 256);
            case 1:
                return [.. payload[..end], .. HostileSafetensors.Of(payload[end..], random)];
            default:
                byte[] json = Encoding.UTF8.GetBytes(JsonMutation.Of(Encoding.UTF8.GetString(payload, Prefix, end - Prefix), random));
                byte[] changed = [.. payload[..Prefix], .. json, .. payload[end..]];
                BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(8), json.Length);
                return changed;
        }
    }

    public static byte[] Pack(IEnumerable<(string Name, byte[] Content)> entries, CompressionLevel level = CompressionLevel.Fastest)
    {
        using MemoryStream packed = new();
        using (ZipArchive archive = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }
}

using System.Globalization;
using System.IO.Compression;

namespace Muon.MLNet.Persistence;

/// <summary>The archive that a model file is, looked at before ML.NET unpacks it.</summary>
internal static class ModelArchive
{
    /// <summary>So much an archive may unpack to, however small it is.</summary>
    public const long Free = 64L << 20;

    /// <summary>
    /// Beyond <see cref="Free"/>, so many times its size. Weights hardly shrink, pruned ones tenfold perhaps; what unpacks to a thousandfold is made to fill
    /// the memory.
    /// </summary>
    public const long MostRatio = 100;

    /// <summary>
    /// Checks how much an archive unpacks to, by its directory: no more than that is unpacked. What is no archive is left to ML.NET, which says so.
    /// </summary>
    /// <param name="stream">The file; its position is left as it was.</param>
    /// <exception cref="InvalidDataException">It unpacks to more than a model can.</exception>
    public static void Check(Stream stream)
    {
        long position = stream.Position;
        decimal unpacked = Unpacked(stream);
        stream.Position = position;
        if (unpacked > Free + (MostRatio * (decimal)stream.Length))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"This is not a model, or it is damaged: its {stream.Length} bytes would unpack to {unpacked}."));
        }
    }

    private static decimal Unpacked(Stream stream)
    {
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            return archive.Entries.Sum(entry => (decimal)entry.Length);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}

using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests.Model;

/// <summary>No file may do more than make Load throw. The portable format is meant; ML.NET's own is not ours to harden.</summary>
[TestClass]
public sealed class DamagedFileTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Damaged_entries_raise_documented_exceptions_only()
    {
        RequirePortable();
        byte[] file = Model();
        (string Name, byte[] Content)[] entries = Unzip(file);
        var random = new Random(7);
        for (int round = 0; round < 1500; round++)
        {
            (string Name, byte[] Content)[] damaged = [.. entries.Select(e => (e.Name, (byte[])e.Content.Clone()))];
            int at = random.Next(damaged.Length);
            damaged[at].Content = Damage(damaged[at].Content, random);
            LoadAndUse(Zip(damaged));
        }
    }

    [TestMethod]
    public void Damaged_archives_raise_documented_exceptions_only()
    {
        RequirePortable();
        byte[] file = Model();
        var random = new Random(11);
        for (int round = 0; round < 1500; round++)
        {
            LoadAndUse(Damage(file, random));
        }

        for (int length = 0; length < file.Length; length += 37)
        {
            LoadAndUse(file[..length]);
        }
    }

    [TestMethod]
    public void A_claimed_length_is_not_allocated()
    {
        RequirePortable();
        (string Name, byte[] Content)[] entries = Unzip(Model());
        for (int i = 0; i < entries.Length; i++)
        {
            for (int at = 0; at + 4 <= entries[i].Content.Length; at++)
            {
                (string Name, byte[] Content)[] damaged = [.. entries];
                damaged[i].Content = (byte[])entries[i].Content.Clone();
                BitConverter.TryWriteBytes(damaged[i].Content.AsSpan(at), int.MaxValue - 8);
                byte[] file = Zip(damaged);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Load(file);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.IsLessThan(16L << 20, allocated, $"{damaged[i].Name} at {at}: {allocated} bytes");
            }
        }
    }

    [TestMethod]
    public void A_missing_step_is_a_corrupt_model()
    {
        RequirePortable();
        (string Name, byte[] Content)[] entries = Unzip(Model());
        Exception error = Load(Zip([.. entries.Where(e => !e.Name.Contains("Transform_001"))]));
        Assert.IsInstanceOfType<InvalidOperationException>(error);
        Assert.IsInstanceOfType<FormatException>(Load(Zip([.. entries.Where(e => e.Name == "Schema")])));
    }

    private byte[] Model()
    {
        IDataView data = ModelFiles.Train(_ml);
        ITransformer model = new TransformerChain<ITransformer>(
        [
            .. ModelFiles.Fit(_ml),
            _ml.Transforms.NormalizeMinMax("N", "Features").Append(_ml.Transforms.Concatenate("C", "N", "N")).Fit(data),
            _ml.Transforms.Conversion.MapValue("V", new[] { KeyValuePair.Create("even", new[] { 1.5f, 2f }) }, "L").Fit(data),
            _ml.Transforms.Conversion.MapKeyToValue("Back", "Label").Fit(ModelFiles.Fit(_ml).Transform(data)),
            _ml.Transforms.DropColumns("N").Fit(_ml.Transforms.NormalizeMinMax("N", "Features").Fit(data).Transform(data)),
        ]);
        return ModelFiles.Save(_ml, model, model.GetOutputSchema(data.Schema));
    }

    private void LoadAndUse(byte[] file)
    {
        try
        {
            ITransformer model = new MLContext().Model.Load(new MemoryStream(file), out _);
            if (model.Transform(ModelFiles.Train(_ml)) is { } view)
            {
                using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
                cursor.MoveNext();
            }
        }
        catch (Exception e) when (Documented(e) || e is ArgumentException or NotSupportedException)
        {
            // Damage that loads may still name columns that the data does not have.
        }
    }

    private static Exception Load(byte[] file)
    {
        try
        {
            new MLContext().Model.Load(new MemoryStream(file), out _);
            return null;
        }
        catch (Exception e) when (Documented(e))
        {
            return e;
        }
    }

    private static bool Documented(Exception e) => e is FormatException or InvalidOperationException or InvalidDataException or EndOfStreamException;

    private static byte[] Damage(byte[] content, Random random)
    {
        var damaged = (byte[])content.Clone();
        switch (random.Next(4))
        {
            case 0:
                return damaged[..random.Next(damaged.Length)];
            case 1:
                return [.. damaged[..random.Next(damaged.Length)], .. damaged[random.Next(damaged.Length)..]];
            default:
                for (int n = random.Next(1, 6); n > 0 && damaged.Length > 0; n--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                return damaged;
        }
    }

    private static (string Name, byte[] Content)[] Unzip(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(e =>
        {
            using Stream stream = e.Open();
            var content = new MemoryStream();
            stream.CopyTo(content);
            return (e.FullName, content.ToArray());
        })];
    }

    private static byte[] Zip((string Name, byte[] Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static void RequirePortable()
    {
        if (!ModelFiles.IsPortable)
        {
            Assert.Inconclusive("Damages files of the portable format.");
        }
    }
}

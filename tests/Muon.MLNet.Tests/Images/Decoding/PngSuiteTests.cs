using System.Text.Json.Nodes;
using Muon.MLNet.Images;
using Muon.Testing;

namespace Muon.MLNet.Tests.Images.Decoding;

/// <summary>PNG of every kind, against what PIL and OpenCV make of it.</summary>
[TestClass]
public sealed class PngSuiteTests
{
    private const int Cells = 4;

    [TestMethod]
    public void EveryGoodFile_DecodesToWhatOtherDecodersGive()
    {
        string folder = TestPaths.RequireData("pngsuite");
        JsonObject goldens = JsonNode.Parse(PictureFiles.Golden("pngsuite.json"))!.AsObject();
        string[] good = [.. Files(folder).Where(name => !name.StartsWith('x'))];
        CollectionAssert.AreEquivalent(goldens.Select(golden => golden.Key).ToArray(), good);
        List<string> wrong = [];
        foreach ((string name, JsonNode? golden) in goldens)
        {
            byte[] encoded = File.ReadAllBytes(Path.Combine(folder, name));
            RgbPicture picture = PictureDecoder.Decode(encoded);
            Assert.AreEqual(((int)golden!["width"]!, (int)golden["height"]!), (picture.Width, picture.Height), name);
            Assert.IsTrue(PictureHeader.TryRead(encoded, out int width, out int height), name);
            Assert.AreEqual((picture.Width, picture.Height), (width, height), name);
            double[] expected = [.. golden["cells"]!.AsArray().Select(value => (double)value!)];
            double[] found = [.. MeanColours(picture)];
            Assert.HasCount(expected.Length, found, name);
            double worst = expected.Zip(found, (a, b) => Math.Abs(a - b)).Max();
            if (worst > 1)
            {
                wrong.Add($"{name} {worst:F1}");
            }
        }

        Assert.IsEmpty(wrong, string.Join(", ", wrong));
    }

    [TestMethod]
    public void EveryBrokenFile_IsRefusedWithAReason()
    {
        string folder = TestPaths.RequireData("pngsuite");
        string[] broken = [.. Files(folder).Where(name => name.StartsWith('x'))];
        Assert.HasCount(14, broken);
        foreach (string name in broken)
        {
            string reason = PictureFiles.Refusal(File.ReadAllBytes(Path.Combine(folder, name)));
            Assert.IsFalse(reason.Contains(name, StringComparison.Ordinal), reason);
        }

        Assert.Contains("no IDAT chunk", PictureFiles.Refusal(File.ReadAllBytes(Path.Combine(folder, "xdtn0g01.png"))));
        Assert.Contains("checksum of a chunk IDAT", PictureFiles.Refusal(File.ReadAllBytes(Path.Combine(folder, "xcsn0g01.png"))));
        Assert.Contains("checksum of a chunk IHDR", PictureFiles.Refusal(File.ReadAllBytes(Path.Combine(folder, "xhdn0g08.png"))));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.png").Select(path => Path.GetFileName(path));

    // Mean colours of parts that are cut as numpy.array_split cuts: the first ones are longer by one.
    private static IEnumerable<double> MeanColours(RgbPicture picture) =>
        from rows in Split(picture.Height)
        from columns in Split(picture.Width)
        from colour in Enumerable.Range(0, RgbPicture.Channels)
        select (from y in rows from x in columns select (double)picture.Pixels[(((y * picture.Width) + x) * RgbPicture.Channels) + colour]).Average();

    private static IEnumerable<int[]> Split(int length)
    {
        int parts = Math.Min(Cells, length);
        int start = 0;
        for (int part = 0; part < parts; part++)
        {
            int size = (length / parts) + (part < length % parts ? 1 : 0);
            yield return [.. Enumerable.Range(start, size)];
            start += size;
        }
    }
}

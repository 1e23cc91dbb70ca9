using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Images from streams, whose memory is used again and again.</summary>
[TestClass]
public sealed class MLImageFileTests
{
    private const int Side = 96;

    [TestMethod]
    [DataRow(".jpg", 0.5)]
    [DataRow(".png", 0.5)]
    [DataRow(".webp", 0.6)]
    public void WhatIsMissingAtTheEndOfAFile_IsZero_WhateverWasInTheMemoryBefore(string extension, double share)
    {
        byte[] whole = Encoded(extension);
        using (MLImage image = MLImage.CreateFromStream(new MemoryStream(whole)))
        {
            Assert.IsFalse(image.Pixels[^Side..].ToArray().All(value => value == 0));
        }

        using MLImage part = MLImage.CreateFromStream(new MemoryStream(whole[..(int)(whole.Length * share)]));
        Assert.HasCount(Side * Side * 4, part.Pixels.ToArray());
        Assert.IsTrue(part.Pixels[^Side..].ToArray().All(value => value == 0));
        Assert.IsFalse(part.Pixels[..Side].ToArray().All(value => value == 0));
    }

    [TestMethod]
    public void AStreamIsReadFromWhereItStands_AndClosed()
    {
        byte[] whole = Encoded(".png");
        byte[] behind = [1, 2, 3, .. whole];
        using MLImage expected = MLImage.CreateFromStream(new MemoryStream(whole));
        foreach (bool visible in (bool[])[true, false])
        {
            MemoryStream stream = new(behind, 0, behind.Length, writable: false, publiclyVisible: visible) { Position = 3 };
            using MLImage image = MLImage.CreateFromStream(stream);
            CollectionAssert.AreEqual(expected.Pixels.ToArray(), image.Pixels.ToArray());
            Assert.IsFalse(stream.CanRead);
            using MemoryStream nothing = new(behind, 0, behind.Length, writable: false, publiclyVisible: visible) { Position = 1000000 };
            Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromStream(nothing));
        }
    }

    private static byte[] Encoded(string extension)
    {
        byte[] pixels = new byte[Side * Side * 4];
        new Random(1).NextBytes(pixels);
        for (int i = 3; i < pixels.Length; i += 4)
        {
            pixels[i] = byte.MaxValue;
        }

        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        try
        {
            using MLImage image = MLImage.CreateFromPixels(Side, Side, MLPixelFormat.Bgra32, pixels);
            image.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;

namespace Muon.MLNet.Tests.Images;

[TestClass]
public sealed class PixelTests
{
    private static readonly PixelOrigin Origin = new("Image", 0);

    [TestMethod]
    public void FromVector_ReadsSparseAndDenseAlike()
    {
        float[] expected = [0, 5, 0, 7];
        float[] actual = new float[4];

        PixelConversion.FromVector(new VBuffer<float>(4, 2, [5, 7], [1, 3]), new ImageShape(1, 2, 2), PixelLayout.Planar, Origin, actual);

        CollectionAssert.AreEqual(expected, actual);
    }

    [TestMethod]
    public void FromVector_TurnsInterleavedColoursIntoPlanes()
    {
        float[] interleaved = [1, 10, 100, 2, 20, 200];
        float[] actual = new float[6];

        PixelConversion.FromVector(new VBuffer<float>(6, interleaved), new ImageShape(3, 1, 2), PixelLayout.Interleaved, Origin, actual);

        CollectionAssert.AreEqual(new float[] { 1, 2, 10, 20, 100, 200 }, actual);
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Rgba32, (byte)1, (byte)3)]
    [DataRow(MLPixelFormat.Bgra32, (byte)3, (byte)1)]
    public void FromImage_GivesRedGreenBlue_WhateverTheFormat(MLPixelFormat format, byte red, byte blue)
    {
        using MLImage image = MLImage.CreateFromPixels(1, 1, format, [1, 2, 3, 255]);

        RgbPicture picture = PictureReader.FromImage(image).Load();

        CollectionAssert.AreEqual(new byte[] { red, 2, blue }, picture.Pixels);
    }

    [TestMethod]
    public void Statistics_AreMeanAndReciprocalDeviationPerChannel()
    {
        PixelStore store = new(4);
        new float[] { 1, 3, 7, 7 }.CopyTo(store.AddRow());
        new float[] { 5, 7, 7, 7 }.CopyTo(store.AddRow());

        PixelStatistics statistics = store.Statistics(channels: 2, rows: [0, 1]);

        CollectionAssert.AreEqual(new[] { 4f, 7f }, statistics.Mean);
        Assert.AreEqual(1 / Math.Sqrt(5), statistics.Scale[0], 1e-6);
        Assert.AreEqual(1f, statistics.Scale[1]);
    }

    [TestMethod]
    public void Store_KeepsEveryRow_AcrossBlocks()
    {
        PixelStore store = new(500_000);
        for (int row = 0; row < 7; row++)
        {
            store.AddRow().Fill(row);
        }

        Assert.AreEqual(7, store.Count);
        for (int row = 0; row < 7; row++)
        {
            Assert.AreEqual(row, store.Row(row)[499_999]);
        }
    }
}

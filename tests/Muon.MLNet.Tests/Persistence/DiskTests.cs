using Microsoft.ML;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>A disk that is full or read-only where a model, weights or an ONNX file stand already.</summary>
[TestClass]
public sealed class DiskTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    [DataRow("model", false)]
    [DataRow("model", true)]
    [DataRow("onnx", false)]
    [DataRow("onnx", true)]
    public void WhatStoodThere_Stays_AndTheErrorNamesTheFile(string kind, bool isReadOnly)
    {
        using SmallDisk disk = new(megabytes: 16);
        IDataView data = Stripes.Keyed(_context, Stripes.View(_context, 90));
        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => options.MaxEpochs = 1)).Fit(data);
        string path = Path.Combine(disk.Folder, "file");
        void Save()
        {
            if (kind is "onnx")
            {
                _context.Model.ExportMuonToOnnx(model, path);
            }
            else
            {
                _context.Model.SaveMuon(model, data.Schema, path);
            }
        }

        Save();
        byte[] before = File.ReadAllBytes(path);
        if (isReadOnly)
        {
            disk.MakeReadOnly();
        }
        else
        {
            disk.Fill();
        }

        IOException error = Assert.Throws<IOException>(Save);

        StringAssert.Contains(error.Message, path);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(path));
        string[] expected = isReadOnly ? ["file"] : ["file", "filler"];
        CollectionAssert.AreEqual(expected, Directory.GetFiles(disk.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
    }
}

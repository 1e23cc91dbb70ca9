using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Onnx;

[TestClass]
public sealed class OnnxExportTests
{
    private readonly MLContext _context = new(seed: 1);
    private string _folder = "";

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("muon").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void AChain_AndWhatLoadReturns_GiveTheSameFile()
    {
        IDataView data = Stripes.View(_context, 60);
        ITransformer chain = Stripes.Pipeline(_context).Fit(data);
        _context.Model.Save(chain, data.Schema, Path.Combine(_folder, "model.zip"));
        string first = Path.Combine(_folder, "first.onnx"), second = Path.Combine(_folder, "second.onnx");

        _context.Model.ExportMuonToOnnx(chain, first);
        _context.Model.ExportMuonToOnnx(_context.Model.Load(Path.Combine(_folder, "model.zip"), out _), second);

        byte[] file = File.ReadAllBytes(first);
        CollectionAssert.AreEqual(file, File.ReadAllBytes(second));
        Assert.Contains("""["rising","flat","upright"]""", Encoding.UTF8.GetString(file));
        Assert.HasCount(3, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void SeveralTransformers_AreToldApartByTheirScores()
    {
        IDataView keyed = Stripes.Keyed(_context, Stripes.View(_context, 60));
        var first = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(keyed);
        var second = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.ScoreColumnName = "Second";
            options.PredictedLabelColumnName = "SecondLabel";
        })).Fit(keyed);
        TransformerChain<ITransformer> chain = new(first, new TransformerChain<ITransformer>(second));
        string path = Path.Combine(_folder, "model.onnx");

        Assert.Contains("'Score', 'Second'", Assert.ThrowsExactly<ArgumentException>(() => _context.Model.ExportMuonToOnnx(chain, path)).Message);
        Assert.Contains("'Third'", Assert.ThrowsExactly<ArgumentException>(() => _context.Model.ExportMuonToOnnx(chain, path, "Third")).Message);
        Assert.IsFalse(File.Exists(path));
        _context.Model.ExportMuonToOnnx(chain, path, "Second");

        Assert.IsTrue(File.Exists(path));
    }

    [TestMethod]
    public void AModelWithoutOurs_IsRefused()
    {
        IDataView data = Stripes.View(_context, 6);
        ITransformer model = _context.Transforms.CopyColumns("Copy", "Image").Fit(data);
        Assert.ThrowsExactly<ArgumentException>(() => _context.Model.ExportMuonToOnnx(model, Path.Combine(_folder, "model.onnx")));
    }

    [TestMethod]
    public void ANetworkOfOnesOwn_IsNamed_AndTheFileBeforeStays()
    {
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context), Sentences.Options(TextArchitecture.Custom, options => options.MaxEpochs = 1));
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "before");

        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => _context.Model.ExportMuonToOnnx(model, path));

        Assert.Contains(BagOfTokens.RegisteredName, error.Message);
        Assert.AreEqual("before", File.ReadAllText(path));
        Assert.HasCount(1, Directory.GetFiles(_folder));
    }
}

using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>
/// Writes the recorded model files anew, with what they answer, when the variable MUON_WRITE_MODELS names a folder: for a new version of the
/// format. Files of earlier versions are never written again.
/// </summary>
[TestClass]
public sealed class GoldenModelWriter
{
    private const int Rows = 6;
    private const int CoarseSteps = 8;
    private const int FineSteps = 64;

    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void Write()
    {
        if (Environment.GetEnvironmentVariable("MUON_WRITE_MODELS") is not { Length: > 0 } folder)
        {
            Assert.Inconclusive("MUON_WRITE_MODELS names the folder to write to.");
            return;
        }

        Directory.CreateDirectory(folder);
        IDataView vectors = Stripes.View(_context, 60);
        Save(folder, "image-vectors", Stripes.Pipeline(_context).Fit(vectors), vectors, Empty with { Pictures = [.. Stripes.Pictures(Rows, seed: 9).Select(picture => picture.Image)] }, CoarseSteps);

        using PictureFiles files = new();
        List<PathRow> paths = files.DarkAndBright(20);
        IDataView pictures = _context.Data.LoadFromEnumerable(paths);
        Save(folder, "image-paths", Stripes.Pipeline(_context, Stripes.Options(options => options.ImageColumnName = "Path")).Fit(pictures), pictures, Empty with { Files = [.. paths.Take(Rows).Select(row => File.ReadAllBytes(row.Path))] }, 2 * CoarseSteps);

        IDataView texts = Sentences.View(_context);
        string[] asked = [.. Sentences.List(Rows, seed: 9).Select(sentence => sentence.First!)];
        Save(folder, "text-ngrams", Sentences.Pipeline(_context, Sentences.Options(change: options => options.NGrams.MaxFeatures = 300)).Fit(texts), texts, Empty with { Texts = asked }, FineSteps);

        IDataView pairs = _context.Data.LoadFromEnumerable(Sentences.Pairs(48));
        List<Sentence> askedPairs = Sentences.Pairs(Rows, seed: 9);
        ITransformer encoder = Sentences.Pipeline(_context, Sentences.Options(TextArchitecture.Encoder, options => options.Sentence2ColumnName = "Sentence2")).Fit(pairs);
        Save(folder, "text-encoder-pairs", encoder, pairs, Empty with { Texts = [.. askedPairs.Select(pair => pair.First!)], SecondTexts = [.. askedPairs.Select(pair => pair.Second!)] }, FineSteps);
    }

    private static GoldenModel Empty => new(Scores: [], Labels: []);

    /// <summary>Leaves few different numbers in the network, so that the file is small.</summary>
    private static void Coarsen(ITransformer model, int steps)
    {
        using IDisposable noGrad = no_grad();
        foreach (IClassifier classifier in ClassifierSearch.All(model))
        {
            foreach (TorchSharp.Modules.Parameter parameter in classifier.Network.parameters())
            {
                using DisposeScope scope = NewDisposeScope();
                float[] coarse = [.. parameter.data<float>().ToArray().Select(value => MathF.Round(value * steps) / steps)];
                parameter.copy_(tensor(coarse, parameter.shape));
            }
        }
    }

    private static void Repack(string path)
    {
        using MemoryStream packed = new();
        using (ZipArchive source = ZipFile.OpenRead(path), target = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                using Stream from = entry.Open(), to = target.CreateEntry(entry.FullName, CompressionLevel.SmallestSize).Open();
                from.CopyTo(to);
            }
        }

        File.WriteAllBytes(path, packed.ToArray());
    }

    private void Save(string folder, string name, ITransformer model, IDataView data, GoldenModel question, int steps)
    {
        Coarsen(model, steps);
        string path = Path.Combine(folder, $"v1-{name}.zip");
        _context.Model.Save(model, data.Schema, path);
        Repack(path);
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("muon");
        GoldenModel answered = question.Ask(_context.Model.LoadMuon(path, out _), _context, scratch.FullName);
        scratch.Delete(recursive: true);
        File.WriteAllText(Path.ChangeExtension(path, ".json"), JsonSerializer.Serialize(answered));
    }
}

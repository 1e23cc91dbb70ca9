using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using Muon.Testing;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Onnx;

/// <summary>Networks of pictures with weights that nobody trained, on real pictures: the scores of ONNX Runtime are those of the transformer.</summary>
[TestClass]
public sealed class OnnxImageTests
{
    private const int Classes = 5;
    private const double Tolerance = 1e-5;
    private readonly MLContext _context = new(seed: 1);
    private string _folder = "";

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("muon").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(ImageArchitecture.SmallConvNet)]
    [DataRow(ImageArchitecture.ResNet18)]
    [DataRow(ImageArchitecture.VitTiny)]
    public void Vectors_GiveTheScoresOfTheTransformer(ImageArchitecture architecture)
    {
        Picture[] digits = [.. File.ReadLines(Path.Combine(TestPaths.RequireData("optdigits"), "optdigits-test.csv")).Take(5).Select(line => new Picture
        {
            Image = [.. line.Split(',')[..^1].Select(field => float.Parse(field, CultureInfo.InvariantCulture))],
        })];
        using MuonImageClassificationTransformer model = Create(new ImageNetworkConfiguration(1, 8, 8, Classes, architecture), ImageInputKind.Vector, 5, 0.2f);
        float[][] expected = Scores(model, _context.Data.LoadFromEnumerable(digits));

        AssertSame(model, expected, count => OnnxInput.Of("Image", [.. digits.Take(count).SelectMany(digit => digit.Image)], count, 64));
    }

    [TestMethod]
    [DataRow(ImageArchitecture.SmallConvNet, 64)]
    [DataRow(ImageArchitecture.SmallResNet, 48)]
    [DataRow(ImageArchitecture.ResNet18, 64)]
    [DataRow(ImageArchitecture.ResNet34, 72)]
    [DataRow(ImageArchitecture.ResNet50, 40)]
    [DataRow(ImageArchitecture.VitTiny, 80)]
    [DataRow(ImageArchitecture.VitSmall, 32)]
    public void Photographs_GiveTheScoresOfTheTransformer(ImageArchitecture architecture, int side)
    {
        string[] paths = [.. Directory.EnumerateDirectories(TestPaths.RequireData("flower-photos-small")).Order(StringComparer.Ordinal).Select(folder => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).First())];
        using MuonImageClassificationTransformer model = Create(new ImageNetworkConfiguration(3, side, side + 16, Classes, architecture), ImageInputKind.Path, 110, 1 / 60f);
        float[][] expected = Scores(model, _context.Data.LoadFromEnumerable(paths.Select(path => new { Image = path })));

        AssertSame(model, expected, count => OnnxInput.Of("Image", [.. paths.Take(count).SelectMany(path => Pixels(path, side + 16, side))], count, side, side + 16, 3));
    }

    [TestMethod]
    public void InterleavedVectors_AndMirrorImages_AreReadAlike()
    {
        Random random = new(3);
        float[][] vectors = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 3 * 8 * 12).Select(_ => random.NextSingle()).ToArray())];
        using MuonImageClassificationTransformer model = Create(
            new ImageNetworkConfiguration(3, 8, 12, Classes), ImageInputKind.Vector, 0.5f, 3, configuration => configuration with { PixelLayout = PixelLayout.Interleaved, TestTimeFlip = true });
        float[][] expected = Scores(model, _context.Data.LoadFromEnumerable(vectors.Select(values => new Pixeled { Image = values })));

        AssertSame(model, expected, count => OnnxInput.Of("Image", [.. vectors.Take(count).SelectMany(values => values)], count, 3 * 8 * 12));
    }

    private void AssertSame(MuonImageClassificationTransformer model, float[][] expected, Func<int, OnnxInput> input)
    {
        string path = Path.Combine(_folder, "model.onnx");
        _context.Model.ExportMuonToOnnx(model, path);
        float[][] actual = OnnxRuntime.Run(path, "Score", [[input(1)], [input(5)]]);

        Assert.IsTrue(expected.Any(row => row.Max() < 0.99f), "Scores of 0 and 1 alone would hide a difference.");
        Compare(expected[0], actual[0]);
        Compare([.. expected.SelectMany(row => row)], actual[1]);
    }

    private static void Compare(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        Assert.IsLessThanOrEqualTo(Tolerance, expected.Zip(actual, (x, y) => Math.Abs(x - (double)y)).Max());
    }

    private static float[][] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>("Score")];

    private static byte[] Pixels(string path, int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        PictureScaler.Scale(PictureSource.File(path).Load(), width, height, ImageFit.Crop, pixels);
        return pixels;
    }

    private static MuonImageClassificationTransformer Create(
        ImageNetworkConfiguration network, ImageInputKind kind, float mean, float scale, Func<ImageModelConfiguration, ImageModelConfiguration>? change = null)
    {
        string[] names = [.. Enumerable.Range(0, Classes).Select(index => $"class {index}")];
        ImageModelConfiguration configuration = new(network, new PredictionColumns("Image", "Score", "PredictedLabel"), IsImage: false, PixelLayout.Planar, "text", names, kind);
        ImageNetwork built = SeededGenerator.Run(2, () => RandomWeights.Shake(ImageNetworkFactory.Create(network)));
        built.Normalization.Set(new PixelStatistics([.. Enumerable.Repeat(mean, network.Channels)], [.. Enumerable.Repeat(scale, network.Channels)]));
        built.Settle(CPU);
        built.eval();
        return new MuonImageClassificationTransformer(new ImageClassifier(built, change?.Invoke(configuration) ?? configuration, LabelValues.Parse("text", Classes, names), CPU), routing: null);
    }

    private sealed class Pixeled
    {
        [VectorType(3 * 8 * 12)]
        public float[] Image { get; set; } = [];
    }
}

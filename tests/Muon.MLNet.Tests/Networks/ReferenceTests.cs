using System.Text.Json;
using Muon.MLNet.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

/// <summary>
/// The networks with published weights, against torchvision's and against a vision transformer of its own that
/// Goldens/make_networks.py ran: the same names and shapes, and from the same weights the same logits.
/// </summary>
[TestClass]
public sealed class ReferenceTests
{
    private const string OwnPrefix = "normalize.";
    private const int PictureStream = 100_000;
    private const int Pictures = 2;
    // GELU by its tanh form would be 1.0e-4 (VitTiny) and 3.6e-4 (VitSmall) away.
    private const double Tolerance = 3e-5;

    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Networks", "Goldens", "networks.json");

    public static IEnumerable<object[]> Cases => Read().Select(golden => new object[] { golden.GetProperty("architecture").GetString()! });

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Names_and_shapes_are_those_of_the_reference(string architecture)
    {
        JsonElement golden = Find(architecture);
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = Create(golden);

        string[] expected = [.. golden.GetProperty("tensors").EnumerateArray().Select(tensor => Line(tensor[0].GetString()!, tensor[1].Deserialize<long[]>()!))];
        string[] actual = [.. Tensors(network).Select(item => Line(item.Name, item.Value.shape))];

        CollectionAssert.AreEqual(expected, actual, $"Missing: {string.Join("; ", expected.Except(actual, StringComparer.Ordinal))}. Unknown: {string.Join("; ", actual.Except(expected, StringComparer.Ordinal))}.");
        Assert.AreEqual(golden.GetProperty("parameters").GetInt64(), Count(network));
    }

    [TestMethod]
    [DataRow(nameof(ImageArchitecture.ResNet18), 11_689_512)]
    [DataRow(nameof(ImageArchitecture.ResNet34), 21_797_672)]
    [DataRow(nameof(ImageArchitecture.ResNet50), 25_557_032)]
    [DataRow(nameof(ImageArchitecture.VitTiny), 5_717_416)]
    [DataRow(nameof(ImageArchitecture.VitSmall), 22_050_664)]
    public void Parameters_for_1000_classes_are_as_many_as_published(string architecture, long published)
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = ImageNetworkFactory.Create(new ImageNetworkConfiguration(3, 224, 224, 1000, Enum.Parse<ImageArchitecture>(architecture)));

        Assert.AreEqual(published, Count(network));
        Assert.AreEqual(published, Find(architecture).GetProperty("parameters_1000_classes_224").GetInt64());
    }

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Logits_are_those_of_the_reference(string architecture)
    {
        JsonElement golden = Find(architecture);
        int side = golden.GetProperty("side").GetInt32();
        double[][] expected = golden.GetProperty("logits").Deserialize<double[][]>()!;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ImageNetwork network = Create(golden);
        network.Normalization.Set(new PixelStatistics([0, 0, 0], [1, 1, 1]));
        Fill(network);
        network.eval();
        Tensor pictures = tensor(Single(Uniform(PictureStream, Pictures * 3L * side * side))).reshape(Pictures, 3, side, side);

        float[] logits = network.forward(pictures).data<float>().ToArray();

        double largest = expected.SelectMany(row => row).Max(Math.Abs);
        for (int i = 0; i < logits.Length; i++)
        {
            Assert.AreEqual(expected[i / expected[0].Length][i % expected[0].Length], logits[i], Tolerance * largest, $"logit {i} of {architecture}");
        }

        Assert.AreEqual(expected.Sum(row => row.Length), logits.Length);
    }

    private static void Fill(ImageNetwork network)
    {
        int number = 0;
        foreach ((string name, Tensor value) in Tensors(network))
        {
            if (value.is_floating_point()) // num_batches_tracked stays 0
            {
                long[] shape = value.shape;
                IEnumerable<double> values = Uniform(number, value.numel()).Select(u => Scale(name, shape, u));
                value.copy_(tensor(Single(values)).reshape(shape));
            }

            number++;
        }
    }

    // The formulas of make_networks.py.
    private static double Scale(string name, long[] shape, double u) =>
        name is "cls_token" or "pos_embed" ? 0.02 * u
        : name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + (0.5 * u * u)
        : !name.EndsWith("weight", StringComparison.Ordinal) ? 0.1 * u
        : shape.Length == 1 ? 1 + (0.2 * u)
        : u * Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1L, (product, length) => product * length));

    internal static IEnumerable<double> Uniform(int stream, long count)
    {
        for (long i = 0; i < count; i++)
        {
            uint x = unchecked(((uint)i * 0x9E3779B1u) + ((uint)stream * 0x85EBCA77u));
            x ^= x >> 16;
            x = unchecked(x * 0x7FEB352Du);
            x ^= x >> 15;
            x = unchecked(x * 0x846CA68Bu);
            x ^= x >> 16;
            yield return ((x >> 8) / (double)(1 << 23)) - 1;
        }
    }

    private static float[] Single(IEnumerable<double> values) => [.. values.Select(value => (float)value)];

    private static ImageNetwork Create(JsonElement golden) => ImageNetworkFactory.Create(new ImageNetworkConfiguration(
        3,
        golden.GetProperty("side").GetInt32(),
        golden.GetProperty("side").GetInt32(),
        golden.GetProperty("classes").GetInt32(),
        Enum.Parse<ImageArchitecture>(golden.GetProperty("architecture").GetString()!)));

    private static IEnumerable<(string Name, Tensor Value)> Tensors(ImageNetwork network) => network.state_dict()
        .Where(item => !item.Key.StartsWith(OwnPrefix, StringComparison.Ordinal))
        .OrderBy(item => item.Key, StringComparer.Ordinal)
        .Select(item => (item.Key, item.Value));

    private static long Count(ImageNetwork network) => network.parameters().Sum(parameter => parameter.numel());

    private static string Line(string name, long[] shape) => $"{name} ({string.Join(", ", shape)})";

    private static JsonElement Find(string architecture) => Read().Single(golden => golden.GetProperty("architecture").GetString() == architecture);

    private static JsonElement[] Read() => JsonSerializer.Deserialize<JsonElement[]>(System.IO.File.ReadAllText(File))!;
}

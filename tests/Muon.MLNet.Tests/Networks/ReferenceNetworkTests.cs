using System.Text.Json;
using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

/// <summary>Networks against the ones of <c>Goldens/networks.py</c>: names, shapes and logits.</summary>
[TestClass]
public sealed class ReferenceNetworkTests
{
    private static readonly Lazy<JsonElement[]> Cases = new(() =>
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Networks", "Goldens", "networks.json")));
        return [.. file.RootElement.EnumerateArray().Select(element => element.Clone())];
    });

    public static IEnumerable<object[]> Recorded => Cases.Value.Select((recorded, index) => new object[] { index, $"{recorded.GetProperty("architecture")} {recorded.GetProperty("height")}×{recorded.GetProperty("width")}" });

    [TestMethod]
    [DynamicData(nameof(Recorded))]
    public void NamesAndShapes_AreThoseOfTheReference(int index, string title)
    {
        using ImageNetwork network = Build(index);

        CollectionAssert.AreEqual(
            Cases.Value[index].GetProperty("shapes").EnumerateObject().OrderBy(shape => shape.Name, StringComparer.Ordinal)
                .Select(shape => $"{shape.Name} {string.Join(',', shape.Value.EnumerateArray())}").ToArray(),
            FormulaWeights.KnownState(network).Select(pair => $"{pair.Key} {string.Join(',', pair.Value.shape)}").ToArray(),
            title);
    }

    [TestMethod]
    [DynamicData(nameof(Recorded))]
    public void Logits_AreThoseOfTheReference(int index, string title)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ImageNetwork network = Build(index);
        FormulaWeights.Fill(network);
        network.eval();
        JsonElement recorded = Cases.Value[index];
        float[] expected = [.. recorded.GetProperty("logits").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetSingle())];

        float[] actual = network.forward(FormulaWeights.Pictures(recorded.GetProperty("height").GetInt32(), recorded.GetProperty("width").GetInt32())).data<float>().ToArray();

        float tolerance = 2e-5f * expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, title);
        }
    }

    private static ImageNetwork Build(int index)
    {
        JsonElement recorded = Cases.Value[index];
        return ImageNetworkFactory.Create(new ImageNetworkConfiguration(
            3, recorded.GetProperty("height").GetInt32(), recorded.GetProperty("width").GetInt32(), 5, Enum.Parse<ImageArchitecture>(recorded.GetProperty("architecture").GetString()!)));
    }
}

using System.Text.Json;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>A tiny network of <c>Goldens/make_text_networks.py</c>, with the weights of the same formula.</summary>
internal sealed class TextGolden
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Networks", "Text", "Goldens", "text_networks.json");

    private readonly JsonElement _json;

    private TextGolden(JsonElement json) => _json = json;

    public static IReadOnlyList<TextGolden> All { get; } =
        [.. JsonSerializer.Deserialize<JsonElement[]>(System.IO.File.ReadAllText(File))!.Select(json => new TextGolden(json))];

    public string Name => _json.GetProperty("network").GetString()!;

    public int Depth => Integer("depth");

    public int Width => Integer("width");

    public int Positions => Integer("positions");

    public string[] Tensors => [.. _json.GetProperty("tensors").EnumerateArray().Select(tensor => Line(tensor[0].GetString()!, tensor[1].Deserialize<long[]>()!))];

    public double[][] Logits => _json.GetProperty("logits").Deserialize<double[][]>()!;

    public static TextGolden Find(string name) => All.Single(golden => golden.Name == name);

    public static string Line(string name, long[] shape) => $"{name} ({string.Join(", ", shape)})";

    /// <summary>The texts, (3, 2, length).</summary>
    public Tensor Input()
    {
        long[][] tokens = _json.GetProperty("tokens").Deserialize<long[][]>()!, kinds = _json.GetProperty("kinds").Deserialize<long[][]>()!;
        return tensor(tokens.Zip(kinds, (upper, lower) => upper.Concat(lower)).SelectMany(row => row).ToArray()).reshape(tokens.Length, 2, tokens[0].Length);
    }

    /// <summary>The network with its initial weights.</summary>
    public TextNetwork Build(double dropout = 0, int classes = 3, int seed = 1) => SeededGenerator.Run(seed, () => Enum.TryParse(Name, out BertFamily family)
        ? new BertEncoder(new BertConfiguration(
            classes, family, Integer("vocabulary"), Width, Depth, Integer("heads"), Integer("inner"), Positions, Integer("segments"), Integer("padding"),
            _json.GetProperty("epsilon").GetDouble(), dropout))
        : (TextNetwork)new TextEncoder(new TextNetworkConfiguration(
            Integer("vocabulary"), Integer("padding"), classes, Width, Depth, Integer("heads"), Positions,
            Enum.Parse<TextPositions>(Name.Split(' ')[0]), Enum.Parse<TextPooling>(Name.Split(' ')[1]), dropout)));

    /// <summary>The network with the weights of the formula.</summary>
    public TextNetwork BuildFilled(double dropout = 0)
    {
        TextNetwork network = Build(dropout);
        using IDisposable noGrad = no_grad();
        int number = 0;
        foreach ((string name, Tensor value) in network.state_dict().OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            using DisposeScope scope = NewDisposeScope();
            long[] shape = value.shape;
            float[] values = [.. ReferenceTests.Uniform(number++, value.numel()).Select(u => (float)Scale(name, shape, u))];
            value.copy_(tensor(values, shape));
        }

        return network;
    }

    // The formula of make_text_networks.py.
    private static double Scale(string name, long[] shape, double u) =>
        shape.Length == 1 ? name.EndsWith("weight", StringComparison.Ordinal) ? 1 + (0.2 * u) : 0.1 * u
        : name.Contains("embed", StringComparison.Ordinal) ? 0.02 * u
        : u * Math.Sqrt(6.0 / shape[1]);

    private int Integer(string name) => _json.GetProperty(name).GetInt32();
}

using System.Globalization;
using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Onnx;

/// <summary>The parts that networks of tokens have in common.</summary>
internal sealed class OnnxTexts
{
    private const int FloatType = (int)OnnxType.Float;
    private readonly OnnxLayers _layers;
    private readonly string _isToken; // (batch, length), 1 for a token and 0 for padding

    /// <param name="layers">Where to add.</param>
    /// <param name="input">(batch, 2, length), int64: token ids, and below them segments.</param>
    /// <param name="paddingId">The token id of padding.</param>
    public OnnxTexts(OnnxLayers layers, string input, int paddingId)
    {
        _layers = layers;
        OnnxGraph graph = layers.Graph;
        Tokens = layers.Select(input, 1, 0);
        Length = graph.Node("Shape", [Tokens], OnnxAttribute.Int("start", 1));
        string isPadding = graph.Node("Cast", [graph.Node("Equal", [Tokens, graph.Integer(paddingId)])], OnnxAttribute.Int("to", FloatType));
        _isToken = graph.Node("Sub", [graph.Number(1), isPadding]);
        Mask = graph.Node("Unsqueeze", [layers.Multiply(isPadding, graph.Number(TextBatch.Hidden)), graph.Integers(1, 2)]);
    }

    /// <summary>Gets the token ids, (batch, length).</summary>
    public string Tokens { get; }

    /// <summary>Gets the length of the texts of the batch, (1).</summary>
    public string Length { get; }

    /// <summary>Gets what is added to the scores of attention, (batch, 1, 1, length).</summary>
    public string Mask { get; }

    /// <summary>The rows of a table of tokens: (batch, length, width).</summary>
    public string Embed(string table) => _layers.Graph.Node("Gather", [_layers.Weight(table), Tokens], OnnxAttribute.Int("axis", 0));

    /// <summary>As many rows of a table of positions as the texts are long.</summary>
    /// <param name="table">(positions, …).</param>
    /// <param name="first">The first position.</param>
    public string Positions(string table, long first)
    {
        string start = _layers.Graph.Integers(first);
        return _layers.Slice(table, 0, start, _layers.Add(Length, start));
    }

    /// <summary>The mean over the tokens of each text: (batch, width).</summary>
    /// <param name="states">(batch, length, width).</param>
    public string Average(string states)
    {
        OnnxGraph graph = _layers.Graph;
        string count = graph.Node("Max", [graph.Node("ReduceSum", [_isToken, graph.Integers(1)], OnnxAttribute.Int("keepdims", 1)), graph.Number(1)]);
        string shares = graph.Node("Unsqueeze", [graph.Node("Div", [_isToken, count]), graph.Integers(1)]);
        return graph.Node("Squeeze", [graph.Node("MatMul", [shares, states]), graph.Integers(1)]);
    }

    /// <summary>The path of a numbered part.</summary>
    public static string Path(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}.{index}");
}

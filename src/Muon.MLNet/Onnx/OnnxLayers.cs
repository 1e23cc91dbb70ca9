using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Onnx;

/// <summary>Adds layers whose weights are found by their names in a network, as PyTorch and its model files name them.</summary>
/// <param name="graph">Where to add.</param>
/// <param name="state">The tensors of the network by name.</param>
internal sealed class OnnxLayers(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> state)
{
    public OnnxGraph Graph => graph;

    public bool Has(string name) => state.ContainsKey(name);

    public long[] ShapeOf(string name) => state[name].shape;

    /// <summary>Adds a tensor of the network as it is.</summary>
    public string Weight(string name) => Weight(name, tensor => tensor);

    /// <summary>Adds a tensor of the network in another form.</summary>
    public string Weight(string name, Func<Tensor, Tensor> change)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor values = change(state[name].detach().cpu().to(ScalarType.Float32)).contiguous();
        return graph.Floats(name, values.shape, MemoryMarshal.Cast<byte, float>(values.bytes));
    }

    /// <summary>x Wᵀ + b on the last dimension.</summary>
    public string Linear(string path, string x) =>
        Add(graph.Node("MatMul", [x, Weight(path + ".weight", weight => weight.t())]), Weight(path + ".bias"));

    public string Convolution(string path, string x, long stride = 1, long padding = 0)
    {
        long kernel = ShapeOf(path + ".weight")[2];
        string[] inputs = Has(path + ".bias") ? [x, Weight(path + ".weight"), Weight(path + ".bias")] : [x, Weight(path + ".weight")];
        return graph.Node(
            "Conv", inputs, OnnxAttribute.Ints("kernel_shape", kernel, kernel), OnnxAttribute.Ints("strides", stride, stride), OnnxAttribute.Ints("pads", padding, padding, padding, padding));
    }

    public string BatchNorm(string path, string x) => graph.Node(
        "BatchNormalization",
        [x, Weight(path + ".weight"), Weight(path + ".bias"), Weight(path + ".running_mean"), Weight(path + ".running_var")],
        OnnxAttribute.Float("epsilon", 1e-5));

    public string LayerNorm(string path, string x, double epsilon = 1e-5) => graph.Node(
        "LayerNormalization", [x, Weight(path + ".weight"), Weight(path + ".bias")], OnnxAttribute.Int("axis", -1), OnnxAttribute.Float("epsilon", epsilon));

    public string MaxPool(string x, long kernel, long stride, long padding = 0) => graph.Node(
        "MaxPool", [x], OnnxAttribute.Ints("kernel_shape", kernel, kernel), OnnxAttribute.Ints("strides", stride, stride), OnnxAttribute.Ints("pads", padding, padding, padding, padding));

    public string Relu(string x) => graph.Node("Relu", [x]);

    /// <summary>x (1 + erf(x / √2)) / 2: the operator Gelu came with a later version.</summary>
    public string Gelu(string x)
    {
        string erf = graph.Node("Erf", [Multiply(x, graph.Number(1 / Math.Sqrt(2)))]);
        return Multiply(Multiply(x, Add(erf, graph.Number(1))), graph.Number(0.5));
    }

    public string Add(string x, string y) => graph.Node("Add", [x, y]);

    public string Multiply(string x, string y) => graph.Node("Mul", [x, y]);

    public string Reshape(string x, params long[] shape) => graph.Node("Reshape", [x, graph.Integers(shape)]);

    public string Transpose(string x, params long[] order) => graph.Node("Transpose", [x], OnnxAttribute.Ints("perm", order));

    /// <summary>One place of a dimension, which is gone then.</summary>
    public string Select(string x, long axis, long index) => graph.Node("Gather", [x, graph.Integer(index)], OnnxAttribute.Int("axis", axis));

    /// <summary>A part of a dimension.</summary>
    public string Slice(string x, long axis, string start, string end) => graph.Node("Slice", [x, start, end, graph.Integers(axis)]);

    /// <summary>The mean over the picture of (batch, features, h, w): (batch, features).</summary>
    public string Pool(string x) => graph.Node("Flatten", [graph.Node("GlobalAveragePool", [x])], OnnxAttribute.Int("axis", 1));

    public string Softmax(string x) => graph.Node("Softmax", [x], OnnxAttribute.Int("axis", -1));
}

using System.Globalization;
using System.Runtime.InteropServices;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Onnx;

/// <summary>A graph under construction. Values are known by their names; the nodes are in an order in which they can be computed.</summary>
internal sealed class OnnxGraph
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<ProtobufMessage> _nodes = [];
    private readonly List<OnnxTensor> _constants = [];
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];

    public IReadOnlyList<ProtobufMessage> Nodes => _nodes;

    public IReadOnlyList<OnnxTensor> Constants => _constants;

    public IReadOnlyList<OnnxValue> Inputs => _inputs;

    public IReadOnlyList<OnnxValue> Outputs => _outputs;

    /// <summary>Gets what a program that runs the graph may want to know, by name.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an input.</summary>
    /// <returns>Its name.</returns>
    public string Input(string name, OnnxType type, IReadOnlyList<string> shape, string documentation)
    {
        _inputs.Add(new OnnxValue(Unused(name), type, shape, documentation));
        return _inputs[^1].Name;
    }

    /// <summary>Makes a value an output.</summary>
    public void Output(string name, string value, IReadOnlyList<string> shape, string documentation)
    {
        _outputs.Add(new OnnxValue(Unused(name), OnnxType.Float, shape, documentation));
        Write("Identity", [value], _outputs[^1].Name, []);
    }

    /// <summary>Adds a node with one output.</summary>
    /// <returns>The name of the output.</returns>
    public string Node(string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        string output = Unused(operation.ToLowerInvariant());
        Write(operation, inputs, output, attributes);
        return output;
    }

    /// <summary>Adds real numbers.</summary>
    /// <returns>The name of the constant.</returns>
    public string Floats(string name, long[] shape, ReadOnlySpan<float> values) => Constant(name, OnnxType.Float, shape, MemoryMarshal.AsBytes(values));

    /// <summary>Adds one real number.</summary>
    /// <returns>The name of the constant.</returns>
    public string Number(double value) => Floats("number", [], [(float)value]);

    /// <summary>Adds a list of whole numbers, such as a shape.</summary>
    /// <returns>The name of the constant.</returns>
    public string Integers(params long[] values) => Constant("integers", OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    /// <summary>Adds one whole number.</summary>
    /// <returns>The name of the constant.</returns>
    public string Integer(long value) => Constant("integer", OnnxType.Int64, [], MemoryMarshal.AsBytes<long>([value]));

    private string Constant(string name, OnnxType type, long[] shape, ReadOnlySpan<byte> data)
    {
        _constants.Add(new OnnxTensor(Unused(name), type, shape, data.ToArray()));
        return _constants[^1].Name;
    }

    private void Write(string operation, IReadOnlyList<string> inputs, string output, OnnxAttribute[] attributes)
    {
        ProtobufMessage node = new();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, "node_" + output).Text(4, operation);
        foreach (OnnxAttribute attribute in attributes)
        {
            node.Message(5, attribute.ToMessage());
        }

        _nodes.Add(node);
    }

    private string Unused(string name)
    {
        string unused = name;
        for (int number = 2; !_names.Add(unused); number++)
        {
            unused = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return unused;
    }
}

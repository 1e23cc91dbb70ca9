using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Onnx;

/// <summary>
/// <see cref="RotaryPositions"/> without complex numbers. The turned halves of the pairs are put one behind the other: queries and keys have the same
/// order, so that their products are those of the network.
/// </summary>
internal sealed class OnnxRotary
{
    private readonly OnnxLayers _layers;
    private readonly long _half;
    private readonly string _cosines; // (length, d / 2)
    private readonly string _sines;   // (length, d / 2)

    /// <param name="layers">Where to add.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="maxLength">The largest number of tokens of a text.</param>
    /// <param name="d">Numbers for each head, even.</param>
    public OnnxRotary(OnnxLayers layers, OnnxTexts texts, long maxLength, long d)
    {
        (_layers, _half) = (layers, d / 2);
        float[] cosines = new float[maxLength * _half], sines = new float[maxLength * _half];
        for (int i = 0; i < cosines.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(i / _half * Math.Pow(RotaryPositions.Base, -2.0 * (i % _half) / d));
            (cosines[i], sines[i]) = ((float)cos, (float)sin);
        }

        _cosines = texts.Positions(layers.Graph.Floats("cosines", [maxLength, _half], cosines), 0);
        _sines = texts.Positions(layers.Graph.Floats("sines", [maxLength, _half], sines), 0);
    }

    /// <param name="x">(batch, heads, length, d).</param>
    /// <returns>(batch, heads, length, d).</returns>
    public string Turn(string x)
    {
        OnnxGraph graph = _layers.Graph;
        string pairs = graph.Node("Reshape", [x, graph.Integers(0, 0, 0, -1, 2)]); // (batch, heads, length, d / 2, 2)
        string real = _layers.Select(pairs, 4, 0), imaginary = _layers.Select(pairs, 4, 1);
        return graph.Node(
            "Concat",
            [
                graph.Node("Sub", [_layers.Multiply(real, _cosines), _layers.Multiply(imaginary, _sines)]),
                _layers.Add(_layers.Multiply(real, _sines), _layers.Multiply(imaginary, _cosines)),
            ],
            OnnxAttribute.Int("axis", -1));
    }
}

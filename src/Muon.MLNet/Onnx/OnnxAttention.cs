namespace Muon.MLNet.Onnx;

/// <summary>Attention in several heads.</summary>
internal static class OnnxAttention
{
    /// <summary>Cuts a product that holds queries, keys and values into the three.</summary>
    /// <param name="layers">Where to add.</param>
    /// <param name="packed">(batch, length, 3·width).</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="d">Numbers for each head.</param>
    /// <returns>Three of (batch, heads, length, d).</returns>
    public static (string Queries, string Keys, string Values) Unpack(OnnxLayers layers, string packed, long heads, long d)
    {
        string parts = layers.Transpose(layers.Reshape(packed, 0, 0, 3, heads, d), 2, 0, 3, 1, 4);
        return (layers.Select(parts, 0, 0), layers.Select(parts, 0, 1), layers.Select(parts, 0, 2));
    }

    /// <summary>Brings each head of the rows together: (batch, length, width) becomes (batch, heads, length, d).</summary>
    public static string Split(OnnxLayers layers, string x, long heads, long d) => layers.Transpose(layers.Reshape(x, 0, 0, heads, d), 0, 2, 1, 3);

    /// <summary>softmax(q kᵀ / √d + mask) v.</summary>
    /// <param name="layers">Where to add.</param>
    /// <param name="queries">(batch, heads, length, d).</param>
    /// <param name="keys">(batch, heads, length, d).</param>
    /// <param name="values">(batch, heads, length, d).</param>
    /// <param name="mask">(batch, 1, 1, length), or null.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="d">Numbers for each head.</param>
    /// <returns>(batch, length, width).</returns>
    public static string Mix(OnnxLayers layers, string queries, string keys, string values, string? mask, long heads, long d)
    {
        string scaled = layers.Multiply(queries, layers.Graph.Number(1 / Math.Sqrt(d)));
        string scores = layers.Graph.Node("MatMul", [scaled, layers.Transpose(keys, 0, 1, 3, 2)]);
        string shares = layers.Softmax(mask is null ? scores : layers.Add(scores, mask));
        string mixed = layers.Graph.Node("MatMul", [shares, values]);
        return layers.Reshape(layers.Transpose(mixed, 0, 2, 1, 3), 0, 0, heads * d);
    }
}

using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Onnx;

/// <summary>The forward pass of <see cref="NGramNetwork"/>, with how often a feature occurs as a number of its own.</summary>
internal static class OnnxNGrams
{
    /// <param name="layers">Where to add.</param>
    /// <param name="configuration">The network.</param>
    /// <param name="rows">(batch, features), int64: rows of the table.</param>
    /// <param name="counts">(batch, features), float32; 0 for padding.</param>
    /// <returns>Logits, (batch, classes).</returns>
    public static string Add(OnnxLayers layers, NGramNetworkConfiguration configuration, string rows, string counts)
    {
        OnnxGraph graph = layers.Graph;
        string found = graph.Node("Gather", [layers.Weight(NGramNetwork.Table), rows], OnnxAttribute.Int("axis", 0)); // (batch, features, width)
        string sum = graph.Node("MatMul", [graph.Node("Unsqueeze", [counts, graph.Integers(1)]), found]);
        string x = layers.LayerNorm("norm", graph.Node("Squeeze", [sum, graph.Integers(1)])); // (batch, width)
        for (int layer = 0; layer < configuration.Depth; layer++)
        {
            string y = layers.Relu(layers.Linear(OnnxTexts.Path("hidden", layer), x));
            x = layer == 0 ? y : layers.Add(x, y);
        }

        return layers.Linear("head", x);
    }
}

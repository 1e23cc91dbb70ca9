using Muon.MLNet.Networks.Text;

namespace Muon.MLNet.Onnx;

/// <summary>The forward pass of <see cref="TextEncoder"/>.</summary>
internal static class OnnxTextEncoder
{
    /// <param name="layers">Where to add.</param>
    /// <param name="configuration">The network.</param>
    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>Logits, (batch, classes).</returns>
    public static string Add(OnnxLayers layers, TextNetworkConfiguration configuration, string input)
    {
        long heads = configuration.Heads, d = configuration.Width / heads;
        OnnxTexts texts = new(layers, input, configuration.PaddingId);
        bool isRotary = configuration.Positions is TextPositions.Rotary;
        OnnxRotary? rotary = isRotary ? new OnnxRotary(layers, texts, configuration.MaxLength, d) : null;
        string x = texts.Embed("token_embed.weight");
        x = isRotary ? x : layers.Add(x, texts.Positions(layers.Weight("pos_embed"), 0));
        for (int block = 0; block < configuration.Depth; block++)
        {
            string path = OnnxTexts.Path("blocks", block);
            string packed = layers.Linear(path + ".attn.qkv", layers.LayerNorm(path + ".norm1", x));
            (string queries, string keys, string values) = OnnxAttention.Unpack(layers, packed, heads, d);
            (queries, keys) = rotary is null ? (queries, keys) : (rotary.Turn(queries), rotary.Turn(keys));
            x = layers.Add(x, layers.Linear(path + ".attn.proj", OnnxAttention.Mix(layers, queries, keys, values, texts.Mask, heads, d)));
            string inside = layers.Gelu(layers.Linear(path + ".mlp.fc1", layers.LayerNorm(path + ".norm2", x)));
            x = layers.Add(x, layers.Linear(path + ".mlp.fc2", inside));
        }

        string pooled = configuration.Pooling is TextPooling.Mean
            ? texts.Average(layers.LayerNorm("norm", x))
            : layers.LayerNorm("norm", layers.Select(x, 1, 0));
        return layers.Linear("head", pooled);
    }
}

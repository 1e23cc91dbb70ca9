using Muon.MLNet.Networks.Text.Bert;

namespace Muon.MLNet.Onnx;

/// <summary>The forward pass of <see cref="BertEncoder"/>.</summary>
internal static class OnnxBert
{
    /// <param name="layers">Where to add.</param>
    /// <param name="configuration">The network.</param>
    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>Logits, (batch, classes).</returns>
    public static string Add(OnnxLayers layers, BertConfiguration configuration, string input)
    {
        BertNames names = BertNames.Of(configuration.Family);
        OnnxTexts texts = new(layers, input, configuration.PaddingId);
        string x = Embed(layers, configuration, texts, input, names.Prefix + "embeddings.");
        for (int block = 0; block < configuration.Depth; block++)
        {
            x = Block(layers, configuration, names, OnnxTexts.Path(names.Prefix + names.Layers, block) + ".", texts.Mask, x);
        }

        string hidden = layers.Linear(names.Hidden, layers.Select(x, 1, 0));
        return layers.Linear(names.Head, layers.Graph.Node(configuration.Family is BertFamily.DistilBert ? "Relu" : "Tanh", [hidden]));
    }

    private static string Embed(OnnxLayers layers, BertConfiguration configuration, OnnxTexts texts, string input, string path)
    {
        string positions = texts.Positions(layers.Weight(path + "position_embeddings.weight"), configuration.Positions - configuration.MaxLength);
        string x = layers.Add(texts.Embed(path + "word_embeddings.weight"), positions);
        if (configuration.Segments > 0)
        {
            string table = layers.Weight(path + "token_type_embeddings.weight");
            x = layers.Add(x, configuration.Segments == 1 ? table : layers.Graph.Node("Gather", [table, layers.Select(input, 1, 1)], OnnxAttribute.Int("axis", 0)));
        }

        return layers.LayerNorm(path + "LayerNorm", x, configuration.Epsilon);
    }

    private static string Block(OnnxLayers layers, BertConfiguration configuration, BertNames names, string path, string mask, string x)
    {
        long heads = configuration.Heads, d = configuration.Width / heads;
        string queries = OnnxAttention.Split(layers, layers.Linear(path + names.Query, x), heads, d);
        string keys = OnnxAttention.Split(layers, layers.Linear(path + names.Key, x), heads, d);
        string values = OnnxAttention.Split(layers, layers.Linear(path + names.Value, x), heads, d);
        string mixed = layers.Linear(path + names.Mixed, OnnxAttention.Mix(layers, queries, keys, values, mask, heads, d));
        string y = layers.LayerNorm(path + names.MixedNorm, layers.Add(mixed, x), configuration.Epsilon);
        string outside = layers.Linear(path + names.Outer, layers.Gelu(layers.Linear(path + names.Inner, y)));
        return layers.LayerNorm(path + names.OuterNorm, layers.Add(outside, y), configuration.Epsilon);
    }
}

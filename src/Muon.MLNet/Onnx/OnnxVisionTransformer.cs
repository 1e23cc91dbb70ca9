using System.Globalization;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Transformer;

namespace Muon.MLNet.Onnx;

/// <summary>The forward pass of <see cref="VisionTransformer"/>.</summary>
internal static class OnnxVisionTransformer
{
    /// <param name="layers">Where to add.</param>
    /// <param name="configuration">The pictures.</param>
    /// <param name="size">The network.</param>
    /// <param name="x">Normalized pictures, (batch, channels, height, width).</param>
    /// <returns>Logits, (batch, classes).</returns>
    public static string Add(OnnxLayers layers, ImageNetworkConfiguration configuration, VisionTransformerSize size, string x)
    {
        long d = size.Width / size.Heads;
        string places = layers.Reshape(layers.Convolution("patch_embed.proj", x, VisionTransformerSize.PatchOf(configuration)), 0, 0, -1);
        x = layers.Transpose(places, 0, 2, 1); // (batch, places, width)

        // A row of zeros in front, where the positions of the class token and the token itself are added.
        string pads = layers.Graph.Integers(0, 1, 0, 0, 0, 0);
        string token = layers.Graph.Node("Pad", [layers.Weight("cls_token"), layers.Graph.Integers(0, 0, 0, 0, layers.ShapeOf("pos_embed")[1] - 1, 0)]);
        x = layers.Add(layers.Add(layers.Graph.Node("Pad", [x, pads]), token), layers.Weight("pos_embed"));
        for (int block = 0; block < size.Depth; block++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"blocks.{block}.");
            string packed = layers.Linear(path + "attn.qkv", layers.LayerNorm(path + "norm1", x, VisionTransformer.NormEpsilon));
            (string queries, string keys, string values) = OnnxAttention.Unpack(layers, packed, size.Heads, d);
            x = layers.Add(x, layers.Linear(path + "attn.proj", OnnxAttention.Mix(layers, queries, keys, values, mask: null, size.Heads, d)));
            string inside = layers.Gelu(layers.Linear(path + "mlp.fc1", layers.LayerNorm(path + "norm2", x, VisionTransformer.NormEpsilon)));
            x = layers.Add(x, layers.Linear(path + "mlp.fc2", inside));
        }

        return layers.Linear("head", layers.LayerNorm("norm", layers.Select(x, 1, 0), VisionTransformer.NormEpsilon));
    }
}

using System.Globalization;
using Muon.MLNet.Images;
using Muon.MLNet.Networks;

namespace Muon.MLNet.Onnx;

/// <summary>From what a column of pictures holds to normalized pictures, (batch, channels, height, width).</summary>
internal static class OnnxPixels
{
    /// <summary>Adds the input, which has the name of the column, and what is done with it.</summary>
    public static string Add(OnnxLayers layers, ImageModelConfiguration configuration)
    {
        OnnxGraph graph = layers.Graph;
        (int channels, int height, int width) = (configuration.Network.Channels, configuration.Network.Height, configuration.Network.Width);
        string name = configuration.Columns.Feature, x;
        bool isVector = configuration.InputKind() is ImageInputKind.Vector, isPlanar = isVector && configuration.PixelLayout is PixelLayout.Planar;
        if (isVector)
        {
            string order = isPlanar ? $"channels, height, width: {Sizes(channels, height, width)}" : $"height, width, channels: {Sizes(height, width, channels)}";
            string vector = graph.Input(name, OnnxType.Float, ["batch", Sizes(configuration.Network.PixelCount)], $"the vector of the column, in the order {order}");
            x = isPlanar ? layers.Reshape(vector, 0, channels, height, width) : layers.Reshape(vector, 0, height, width, channels);
        }
        else
        {
            string documentation = $"decoded pictures, upright, RGB, scaled to {Sizes(height, width)} with ImageFit.{configuration.Fit}: rows of pixels from 0 to 255";
            string bytes = graph.Input(name, OnnxType.Byte, ["batch", Sizes(height), Sizes(width), Sizes(channels)], documentation);
            x = graph.Node("Cast", [bytes], OnnxAttribute.Int("to", (int)OnnxType.Float));
        }

        x = isPlanar ? x : layers.Transpose(x, 0, 3, 1, 2);
        return layers.Multiply(graph.Node("Sub", [x, layers.Weight("normalize.mean")]), layers.Weight("normalize.scale"));
    }

    /// <summary>Puts the mirror images behind the pictures: (2·batch, channels, height, width).</summary>
    public static string WithMirror(OnnxLayers layers, string x, int width)
    {
        string order = layers.Graph.Integers([.. Enumerable.Range(0, width).Reverse().Select(column => (long)column)]);
        string mirrored = layers.Graph.Node("Gather", [x, order], OnnxAttribute.Int("axis", 3));
        return layers.Graph.Node("Concat", [x, mirrored], OnnxAttribute.Int("axis", 0));
    }

    /// <summary>The means of the pictures' scores and those of their mirror images: (batch, classes).</summary>
    public static string Average(OnnxLayers layers, string scores, int classes) =>
        layers.Graph.Node("ReduceMean", [layers.Reshape(scores, 2, -1, classes)], OnnxAttribute.Ints("axes", 0), OnnxAttribute.Int("keepdims", 0));

    private static string Sizes(params int[] sizes) => string.Join('×', sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}

using System.Globalization;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Residual;

namespace Muon.MLNet.Onnx;

/// <summary>The convolutional networks, from normalized pictures (batch, channels, height, width) to logits (batch, classes).</summary>
internal static class OnnxConvolutional
{
    /// <summary>The forward pass of <see cref="Networks.SmallConvNet"/>.</summary>
    public static string SmallConvNet(OnnxLayers layers, ImageNetworkConfiguration configuration, string x)
    {
        for (int stage = 0; stage < Networks.SmallConvNet.StageCount; stage++)
        {
            x = layers.Relu(layers.BatchNorm(Path("norms", stage), layers.Convolution(Path("convolutions", stage), x, padding: 1)));
            x = Networks.SmallConvNet.Halves(configuration, stage) ? layers.MaxPool(x, 2, 2) : x;
        }

        return layers.Linear("head", layers.Pool(x));
    }

    /// <summary>The forward pass of <see cref="Networks.Residual.SmallResNet"/>.</summary>
    public static string SmallResNet(OnnxLayers layers, string x)
    {
        x = layers.Relu(layers.BatchNorm("bn1", layers.Convolution("conv1", x, stride: 2, padding: 1)));
        x = layers.Relu(layers.BatchNorm("bn2", layers.Convolution("conv2", x, padding: 1)));
        return layers.Linear("fc", layers.Pool(Stages(layers, layers.MaxPool(x, 2, 2))));
    }

    /// <summary>The forward pass of <see cref="Networks.Residual.ResNet"/>.</summary>
    public static string ResNet(OnnxLayers layers, ImageNetworkConfiguration configuration, string x)
    {
        bool halves = Networks.Residual.ResNet.HalvesInStem(configuration);
        x = layers.Relu(layers.BatchNorm("bn1", layers.Convolution("conv1", x, stride: halves ? 2 : 1, padding: 3)));
        return layers.Linear("fc", layers.Pool(Stages(layers, halves ? layers.MaxPool(x, 3, 2, 1) : x)));
    }

    /// <summary>Four stages of residual blocks, of which all but the first halve the picture.</summary>
    private static string Stages(OnnxLayers layers, string x)
    {
        for (int stage = 1; stage <= 4; stage++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"layer{stage}");
            for (int block = 0; layers.Has(Path(path, block) + ".conv1.weight"); block++)
            {
                x = Block(layers, Path(path, block), x, stage > 1 && block == 0 ? 2 : 1);
            }
        }

        return x;
    }

    private static string Block(OnnxLayers layers, string path, string input, long stride)
    {
        bool isBottleneck = layers.Has(path + ".conv3.weight");
        string x = layers.Relu(Part(1, input, isBottleneck ? 1 : stride));
        x = Part(2, x, isBottleneck ? stride : 1);
        x = isBottleneck ? Part(3, layers.Relu(x), 1) : x;
        string shortcut = layers.Has(path + ".downsample.0.weight")
            ? layers.BatchNorm(path + ".downsample.1", layers.Convolution(path + ".downsample.0", input, stride))
            : input;
        return layers.Relu(layers.Add(x, shortcut));

        string Part(int number, string value, long by)
        {
            string convolution = string.Create(CultureInfo.InvariantCulture, $"{path}.conv{number}");
            string norm = string.Create(CultureInfo.InvariantCulture, $"{path}.bn{number}");
            return layers.BatchNorm(norm, layers.Convolution(convolution, value, by, layers.ShapeOf(convolution + ".weight")[2] / 2));
        }
    }

    private static string Path(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}.{index}");
}

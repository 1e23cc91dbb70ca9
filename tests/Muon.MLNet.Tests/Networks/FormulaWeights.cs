using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

/// <summary>The weights and pictures of <c>Goldens/networks.py</c>, by the same formula.</summary>
internal static class FormulaWeights
{
    /// <summary>Two pictures, (2, channels, height, width), of numbers from -1 to 1.</summary>
    public static Tensor Pictures(int height, int width, int channels = 3, int count = 2) =>
        tensor(Noise(count * channels * height * width, 7), [count, channels, height, width]);

    /// <summary>The parameters and buffers that the reference knows, in the order of their names.</summary>
    public static SortedDictionary<string, Tensor> KnownState(ImageNetwork network) => new(
        network.state_dict().Where(pair => !pair.Key.StartsWith("normalize.", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal),
        StringComparer.Ordinal);

    public static void Fill(ImageNetwork network)
    {
        using IDisposable noGrad = no_grad();
        int index = 0;
        foreach ((string name, Tensor target) in KnownState(network).Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            using DisposeScope scope = NewDisposeScope();
            long[] shape = target.shape;
            double[] values = Hash((int)target.numel(), index++);
            (double shift, double factor) = name.EndsWith("running_var", StringComparison.Ordinal) ? (1, 0.5)
                : shape.Length == 1 ? (name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0, 0.1)
                : name is "cls_token" or "pos_embed" ? (0, 1)
                : (0, Math.Sqrt(6.0 / (values.Length / shape[0])));
            target.copy_(tensor(Array.ConvertAll(values, value => (float)(shift + (factor * value))), shape));
        }
    }

    private static float[] Noise(int count, int index) => Array.ConvertAll(Hash(count, index), value => (float)value);

    private static double[] Hash(int count, int index)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            uint h = unchecked(((uint)i * 2654435761) + ((uint)index * 40503));
            h = unchecked((h ^ (h >> 15)) * 2246822519);
            h = unchecked((h ^ (h >> 13)) * 3266489917);
            values[i] = ((h ^ (h >> 16)) / 2147483648.0) - 1;
        }

        return values;
    }
}

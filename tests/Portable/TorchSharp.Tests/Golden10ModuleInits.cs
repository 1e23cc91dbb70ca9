using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.Portable.Torch.Tests;

/// <summary>
/// 10_inits; the numbers behind a layer's name are its sizes. The layers are drawn one after the other from one seed. Outside of the portable subset: lstm, gru, mha.
/// </summary>
internal static class Golden10ModuleInits
{
    public static void Run(Golden10ModuleCase recorded)
    {
        long seed = recorded.Input.GetProperty("seed").GetInt64();
        T Seeded<T>(Func<T> create)
        {
            torch.random.manual_seed(seed);
            return create();
        }

        torch.random.manual_seed(seed);
        Linear linear = null;
        Conv2d conv2d = null;
        foreach (JsonProperty entry in recorded.Output.EnumerateObject())
        {
            string[] parts = entry.Name.Split('_');
            long[] sizes = [.. parts.Skip(1).Where(p => long.TryParse(p, out _)).Select(long.Parse)];
            switch (parts[0])
            {
                case "linearWeight":
                    linear = Linear(sizes[0], sizes[1]);
                    recorded.Check(entry.Name, e => Uniform(linear.weight, e));
                    break;
                case "linearBias":
                    recorded.Check(entry.Name, e => Uniform(linear.bias, e));
                    break;
                case "conv2dWeight":
                    conv2d = Conv2d(sizes[0], sizes[1], sizes[2]);
                    recorded.Check(entry.Name, e => Uniform(conv2d.weight, e));
                    break;
                case "conv2dBias":
                    recorded.Check(entry.Name, e => Uniform(conv2d.bias, e));
                    break;
                case "conv1dWeight":
                    recorded.Check(entry.Name, e => Uniform(Conv1d(sizes[0], sizes[1], sizes[2]).weight, e));
                    break;
                case "embedding":
                    recorded.Check(entry.Name, () => Normal(Embedding(sizes[0], sizes[1]).weight));
                    break;
                case "linear" when parts[1].StartsWith("seed", StringComparison.Ordinal):
                    Linear small = Seeded(() => Linear(2, 2));
                    recorded.Check(entry.Name, () => new { w = Floats(small.weight), b = Floats(small.bias) });
                    break;
                case "rand":
                    recorded.Check(entry.Name, () => Floats(Seeded(() => rand(4))));
                    break;
                case "randn":
                    recorded.Check(entry.Name, () => Floats(Seeded(() => randn(4))));
                    break;
            }
        }

        recorded.Check("embeddingPaddingRowIsZero", () => Embedding(4, 3, padding_idx: 2).weight[2].abs().sum().item<float>() == 0);
        BatchNorm1d Bn(JsonElement e) => BatchNorm1d(e.GetProperty("shape")[0].GetInt64());
        LayerNorm Ln(JsonElement e) => LayerNorm(e.GetProperty("shape")[0].GetInt64());
        recorded.Check("batchNormWeight", e => Constant(Bn(e).weight));
        recorded.Check("batchNormBias", e => Constant(Bn(e).bias));
        recorded.Check("batchNormRunningMean", e => Constant(Bn(e).running_mean));
        recorded.Check("batchNormRunningVar", e => Constant(Bn(e).running_var));
        recorded.Check("layerNormWeight", e => Constant(Ln(e).weight));
        recorded.Check("layerNormBias", e => Constant(Ln(e).bias));
        recorded.Check("requiresGrad", () => Linear(1, 1).weight.requires_grad);
        recorded.Check("dtype", () => Linear(1, 1).weight.dtype.ToString());
        recorded.Check("trainingDefault", () => Linear(1, 1).training);
        recorded.Check("manualSeedRepeats", () => Seeded(() => Linear(3, 3)).weight.Equals(Seeded(() => Linear(3, 3)).weight));
    }

    private static float[] Floats(Tensor t) => t.detach().flatten().data<float>().ToArray();

    private static object Uniform(Tensor t, JsonElement expected)
    {
        double bound = expected.GetProperty("claimedUniformBound").GetDouble();
        double least = t.min().item<float>(), largest = t.max().item<float>();
        return new
        {
            t.shape,
            claimedUniformBound = bound,
            withinBound = Math.Max(-least, largest) <= bound,
            reaches98Percent = Math.Min(-least, largest) >= 0.98 * bound,
            stdOverBound = Math.Round(t.std().item<float>() / bound, 2),
        };
    }

    private static object Normal(Tensor t) => new
    {
        t.shape,
        meanRounded = Math.Round(t.mean().item<float>()),
        stdRounded = Math.Round(t.std().item<float>()),
        beyond3 = t.abs().max().item<float>() > 3,
    };

    private static object Constant(Tensor t)
    {
        float[] values = Floats(t);
        Assert.IsTrue(values.All(v => v == values[0]));
        return new { t.shape, allEqualTo = values[0] };
    }
}

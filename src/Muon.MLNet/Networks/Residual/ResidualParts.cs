using Muon.MLNet.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Residual;

/// <summary>The parts that residual networks are put together from.</summary>
internal static class ResidualParts
{
    /// <summary>
    /// A convolution without bias, which batch normalization would subtract again, initialised for ReLU by the fan of its outputs
    /// (He et al., arXiv:1502.01852), and padded so that a stride of 1 keeps the size.
    /// </summary>
    public static ConvolutionLayer Convolution(long inputs, long outputs, long kernel, long stride = 1)
    {
        ConvolutionLayer layer = new(inputs, outputs, kernel, stride, padding: kernel / 2);
        init.kaiming_normal_(layer.Weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        return layer;
    }

    /// <summary>
    /// The last normalization of a block, whose factor starts from 0: each block starts as the identity, which makes the first epochs from
    /// scratch steadier (Goyal et al., arXiv:1706.02677). Weights that are loaded replace it.
    /// </summary>
    public static BatchNorm2d ClosingNorm(long channels)
    {
        BatchNorm2d norm = BatchNorm2d(channels);
        using Parameter factor = norm.weight;
        init.zeros_(factor);
        return norm;
    }

    /// <summary>What brings the input of a block to the shape of its output; null where it has it already.</summary>
    public static Sequential? Shortcut(long inputs, long outputs, long stride) => stride == 1 && inputs == outputs
        ? null
        : Sequential(Convolution(inputs, outputs, 1, stride), BatchNorm2d(outputs));

    /// <summary>A stage of basic blocks, of which the first has the stride.</summary>
    public static Sequential BasicStage(long inputs, long width, int blocks, long stride) =>
        Sequential([.. Enumerable.Range(0, blocks).Select(index => index == 0 ? new BasicBlock(inputs, width, stride) : new BasicBlock(width, width, 1))]);

    /// <summary>A stage of bottleneck blocks, of which the first has the stride.</summary>
    public static Sequential BottleneckStage(long inputs, long width, int blocks, long stride) =>
        Sequential([.. Enumerable.Range(0, blocks).Select(index => index == 0 ? new BottleneckBlock(inputs, width, stride) : new BottleneckBlock(width * BottleneckBlock.Expansion, width, 1))]);

    /// <summary>The mean of each feature over the picture, in float32, (batch, features).</summary>
    public static Tensor Pool(Tensor features) => features.mean([2L, 3L], type: ScalarType.Float32);
}

using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Residual;

/// <summary>A block of 1×1, 3×3 and 1×1 convolutions, with the stride in the 3×3 one.</summary>
internal sealed class BottleneckBlock : Module<Tensor, Tensor>
{
    /// <summary>Outputs for each filter of the 3×3 convolution.</summary>
    public const int Expansion = 4;

    private readonly ConvolutionLayer conv1;
    private readonly BatchNorm2d bn1;
    private readonly ConvolutionLayer conv2;
    private readonly BatchNorm2d bn2;
    private readonly ConvolutionLayer conv3;
    private readonly BatchNorm2d bn3;
    private readonly Sequential? downsample;

    public BottleneckBlock(long inputs, long width, long stride)
        : base(nameof(BottleneckBlock))
    {
        conv1 = ResidualParts.Convolution(inputs, width, 1);
        bn1 = BatchNorm2d(width);
        conv2 = ResidualParts.Convolution(width, width, 3, stride);
        bn2 = BatchNorm2d(width);
        conv3 = ResidualParts.Convolution(width, width * Expansion, 1);
        bn3 = ResidualParts.ClosingNorm(width * Expansion);
        downsample = ResidualParts.Shortcut(inputs, width * Expansion, stride);
        RegisterComponents();
    }

    /// <param name="input">(batch, inputs, h, w).</param>
    /// <returns>(batch, 4·width, h / stride, w / stride).</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = functional.relu(bn1.forward(conv1.forward(input)), inplace: true);
        x = functional.relu(bn2.forward(conv2.forward(x)), inplace: true);
        x = bn3.forward(conv3.forward(x));
        x.add_(downsample is null ? input : downsample.forward(input));
        return functional.relu(x, inplace: true).MoveToOuterDisposeScope();
    }
}

using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Residual;

/// <summary>ReLU(x + BN(conv(ReLU(BN(conv(x)))))) with 3×3 convolutions.</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly ConvolutionLayer conv1;
    private readonly BatchNorm2d bn1;
    private readonly ConvolutionLayer conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? downsample;

    public BasicBlock(long inputs, long width, long stride)
        : base(nameof(BasicBlock))
    {
        conv1 = ResidualParts.Convolution(inputs, width, 3, stride);
        bn1 = BatchNorm2d(width);
        conv2 = ResidualParts.Convolution(width, width, 3);
        bn2 = ResidualParts.ClosingNorm(width);
        downsample = ResidualParts.Shortcut(inputs, width, stride);
        RegisterComponents();
    }

    /// <param name="input">(batch, inputs, h, w).</param>
    /// <returns>(batch, width, h / stride, w / stride).</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = functional.relu(bn1.forward(conv1.forward(input)), inplace: true);
        x = bn2.forward(conv2.forward(x));
        x.add_(downsample is null ? input : downsample.forward(input));
        return functional.relu(x, inplace: true).MoveToOuterDisposeScope();
    }
}

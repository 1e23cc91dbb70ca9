using Muon.MLNet.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Residual;

/// <summary>
/// ResNet-18, -34 and -50 (He et al., arXiv:1512.03385) with the names and shapes of torchvision's parameters and buffers.
/// </summary>
/// <remarks>
/// Where a side of the picture is below <see cref="LeastFullSide"/>, the first convolution has a stride of 1 and no pooling follows:
/// a 32×32 picture reaches the last stage with 4×4 places, rather than with 1. The shapes of all weights stay.
/// </remarks>
internal sealed class ResNet : ResidualNetwork
{
    /// <summary>The smallest side that leaves one place to the last stage.</summary>
    public const int LeastSide = 8;
    private const int LeastFullSide = 64;
    private const int StemWidth = 64;

    private readonly PixelNormalization normalize;
    private readonly ConvolutionLayer conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Linear fc;
    private readonly bool _halvesInStem;

    public ResNet(ImageNetworkConfiguration configuration, ResNetShape shape)
        : base(shape.Name)
    {
        _halvesInStem = HalvesInStem(configuration);
        normalize = new PixelNormalization(configuration.Channels);
        conv1 = ResidualParts.Convolution(configuration.Channels, StemWidth, 7, _halvesInStem ? 2 : 1);
        bn1 = BatchNorm2d(StemWidth);
        layer1 = Stage(StemWidth, 0);
        layer2 = Stage(Outputs(0), 1);
        layer3 = Stage(Outputs(1), 2);
        layer4 = Stage(Outputs(2), 3);
        fc = Linear(Outputs(3), configuration.Classes);
        RegisterComponents();

        long Outputs(int stage) => (StemWidth << stage) * (shape.IsBottleneck ? BottleneckBlock.Expansion : 1);

        Sequential Stage(long inputs, int stage) => shape.IsBottleneck
            ? ResidualParts.BottleneckStage(inputs, StemWidth << stage, shape.Blocks[stage], stage == 0 ? 1 : 2)
            : ResidualParts.BasicStage(inputs, StemWidth << stage, shape.Blocks[stage], stage == 0 ? 1 : 2);
    }

    /// <summary>Whether the stem brings the picture to a quarter of its sides.</summary>
    public static bool HalvesInStem(ImageNetworkConfiguration configuration) => Math.Min(configuration.Height, configuration.Width) >= LeastFullSide;

    /// <inheritdoc/>
    public override PixelNormalization Normalization => normalize;

    /// <inheritdoc/>
    public override PixelStatistics PublishedStatistics => PixelStatistics.ImageNet;

    /// <inheritdoc/>
    protected override nn.Module[] Stem => [conv1, bn1];

    /// <inheritdoc/>
    protected override Sequential[] Layers => [layer1, layer2, layer3, layer4];

    /// <inheritdoc/>
    protected override Linear Classifier => fc;

    /// <inheritdoc/>
    protected override Tensor ForwardStem(Tensor x)
    {
        x = functional.relu(bn1.forward(conv1.forward(x)), inplace: true); // (batch, 64, h, w), h = height / 2
        return _halvesInStem ? functional.max_pool2d(x, 3, 2, 1) : x; // (batch, 64, h / 2, w / 2)
    }
}

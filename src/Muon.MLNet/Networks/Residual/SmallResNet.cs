using Muon.MLNet.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Networks.Residual;

/// <summary>
/// A residual network for photographs that are learned from scratch: two 3×3 convolutions of 24 and 48 filters and a pooling bring
/// the picture to a quarter of its sides, then come four stages of two basic blocks of 48, 96, 192 and 384 filters, the mean over what is
/// left, dropout of a tenth and a linear head.
/// </summary>
internal sealed class SmallResNet : ResidualNetwork
{
    /// <summary>The smallest side that leaves something to the second stage.</summary>
    public const int LeastSide = 16;
    private const int BlocksPerStage = 2;
    private const double DropoutShare = 0.1;

    private readonly PixelNormalization normalize;
    private readonly ConvolutionLayer conv1;
    private readonly BatchNorm2d bn1;
    private readonly ConvolutionLayer conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly SeededDropout dropout;
    private readonly Linear fc;

    public SmallResNet(ImageNetworkConfiguration configuration)
        : base(nameof(SmallResNet))
    {
        normalize = new PixelNormalization(configuration.Channels);
        conv1 = ResidualParts.Convolution(configuration.Channels, 24, 3, stride: 2);
        bn1 = BatchNorm2d(24);
        conv2 = ResidualParts.Convolution(24, 48, 3);
        bn2 = BatchNorm2d(48);
        layer1 = ResidualParts.BasicStage(48, 48, BlocksPerStage, stride: 1);
        layer2 = ResidualParts.BasicStage(48, 96, BlocksPerStage, stride: 2);
        layer3 = ResidualParts.BasicStage(96, 192, BlocksPerStage, stride: 2);
        layer4 = ResidualParts.BasicStage(192, 384, BlocksPerStage, stride: 2);
        dropout = new SeededDropout(DropoutShare);
        fc = Linear(384, configuration.Classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override PixelNormalization Normalization => normalize;

    /// <inheritdoc/>
    protected override nn.Module[] Stem => [conv1, bn1, conv2, bn2];

    /// <inheritdoc/>
    protected override Sequential[] Layers => [layer1, layer2, layer3, layer4];

    /// <inheritdoc/>
    protected override Linear Classifier => fc;

    /// <inheritdoc/>
    public override void SeedDropout(int seed) => dropout.Seed(seed);

    /// <inheritdoc/>
    protected override Tensor ForwardStem(Tensor x)
    {
        x = functional.relu(bn1.forward(conv1.forward(x)), inplace: true); // (batch, 24, height / 2, width / 2)

        // max(ReLU(x)) = ReLU(max(x)): after pooling there is a quarter of the work, and in place no copy.
        x = functional.max_pool2d(bn2.forward(conv2.forward(x)), 2); // (batch, 48, height / 4, width / 4)
        return functional.relu(x, inplace: true);
    }

    /// <inheritdoc/>
    protected override Tensor BeforeHead(Tensor pooled) => dropout.forward(pooled);
}

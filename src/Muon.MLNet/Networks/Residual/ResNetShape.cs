namespace Muon.MLNet.Networks.Residual;

/// <summary>What distinguishes the residual networks of He et al. (arXiv:1512.03385, table 1).</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Blocks">Blocks of each of the four stages.</param>
/// <param name="IsBottleneck">Whether a block has three convolutions rather than two.</param>
internal sealed record ResNetShape(string Name, IReadOnlyList<int> Blocks, bool IsBottleneck)
{
    public static readonly ResNetShape ResNet18 = new(nameof(ResNet18), [2, 2, 2, 2], IsBottleneck: false);

    public static readonly ResNetShape ResNet34 = new(nameof(ResNet34), [3, 4, 6, 3], IsBottleneck: false);

    public static readonly ResNetShape ResNet50 = new(nameof(ResNet50), [3, 4, 6, 3], IsBottleneck: true);
}

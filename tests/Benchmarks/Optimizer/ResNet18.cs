using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>ResNet-18 with 1,000 classes: He et al., arXiv 1512.03385.</summary>
internal sealed class ResNet18 : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias: false);
    private readonly BatchNorm2d bn1 = nn.BatchNorm2d(64);
    private readonly ModuleList<ResidualBlock> blocks = new(
        new(64, 64, 1), new(64, 64, 1), new(64, 128, 2), new(128, 128, 1),
        new(128, 256, 2), new(256, 256, 1), new(256, 512, 2), new(512, 512, 1));

    private readonly Linear fc = nn.Linear(512, 1000);

    public ResNet18()
        : base(nameof(ResNet18)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        Tensor x = nn.functional.relu(bn1.forward(conv1.forward(input)));
        x = nn.functional.max_pool2d(x, 3, 2, 1);
        return fc.forward(blocks.Aggregate(x, (y, block) => block.forward(y)).mean([2, 3]));
    }
}

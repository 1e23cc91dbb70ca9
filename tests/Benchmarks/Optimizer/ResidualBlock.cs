using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>Two 3×3 convolutions beside a shortcut.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Conv2d? downsample;
    private readonly BatchNorm2d? downsampleNorm;

    public ResidualBlock(long inputs, long outputs, long stride)
        : base(nameof(ResidualBlock))
    {
        conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias: false);
        bn1 = nn.BatchNorm2d(outputs);
        conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias: false);
        bn2 = nn.BatchNorm2d(outputs);
        if (inputs != outputs)
        {
            downsample = nn.Conv2d(inputs, outputs, 1, stride, 0, bias: false);
            downsampleNorm = nn.BatchNorm2d(outputs);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor shortcut = downsample is null ? input : downsampleNorm!.forward(downsample.forward(input));
        Tensor x = nn.functional.relu(bn1.forward(conv1.forward(input)));
        return nn.functional.relu(bn2.forward(conv2.forward(x)).add(shortcut));
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CustomModule;

/// <summary>A point (batch, 2) to logits (batch, 2). The square layers in the middle take Muon's step, the ends AdamW's.</summary>
internal sealed class SpiralNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear first = nn.Linear(2, 64), second = nn.Linear(64, 64), third = nn.Linear(64, 64), head = nn.Linear(64, 2);

    public SpiralNetwork()
        : base(nameof(SpiralNetwork)) => RegisterComponents();

    public override Tensor forward(Tensor input) =>
        head.forward(third.forward(second.forward(first.forward(input).tanh()).tanh()).tanh());
}

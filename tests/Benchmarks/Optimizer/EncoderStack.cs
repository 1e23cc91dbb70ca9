using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>Transformer blocks, (batch, tokens, width) → the same.</summary>
internal sealed class EncoderStack : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<EncoderBlock> blocks = new();

    public EncoderStack(long width, int depth, int heads, bool packed)
        : base(nameof(EncoderStack))
    {
        for (int i = 0; i < depth; i++)
        {
            blocks.Add(new EncoderBlock(width, heads, packed));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => blocks.Aggregate(input, (x, block) => block.forward(x));
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>Embedded tokens, Transformer blocks with separate projections as in BERT, the mean over tokens, 150 classes.</summary>
internal sealed class TokenEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly EncoderStack blocks;
    private readonly Linear head;

    public TokenEncoder(long vocabulary, long width, int depth, int heads)
        : base(nameof(TokenEncoder))
    {
        embedding = nn.Embedding(vocabulary, width);
        blocks = new EncoderStack(width, depth, heads, packed: false);
        head = nn.Linear(width, 150);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => head.forward(blocks.forward(embedding.forward(input)).mean([1]));
}

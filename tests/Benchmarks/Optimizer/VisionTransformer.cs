using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>ViT with patches of 16 on pictures of 224, with 1,000 classes: Dosovitskiy et al., arXiv 2010.11929; sizes of DeiT.</summary>
internal sealed class VisionTransformer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter cls_token;
    private readonly Parameter pos_embed;
    private readonly Conv2d patch_embed;
    private readonly EncoderStack blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    public VisionTransformer(long width, int heads)
        : base(nameof(VisionTransformer))
    {
        cls_token = new Parameter(zeros(1, 1, width));
        pos_embed = new Parameter(zeros(1, (14 * 14) + 1, width));
        patch_embed = nn.Conv2d(3, width, 16, 16);
        blocks = new EncoderStack(width, depth: 12, heads, packed: true);
        norm = nn.LayerNorm([width]);
        head = nn.Linear(width, 1000);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor patches = patch_embed.forward(input).flatten(2).transpose(1, 2);      // (batch, 196, width)
        Tensor first = cls_token.expand(input.size(0), -1, -1);                      // (batch, 1, width)
        Tensor x = blocks.forward(cat([first, patches], 1).add(pos_embed));          // (batch, 197, width)
        return head.forward(norm.forward(x).narrow(1, 0, 1).squeeze(1));
    }
}

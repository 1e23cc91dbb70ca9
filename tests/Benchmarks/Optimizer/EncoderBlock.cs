using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>A pre-norm Transformer block: x ← x + attention(norm(x)); x ← x + mlp(norm(x)), on (batch, tokens, width).</summary>
internal sealed class EncoderBlock : nn.Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1;
    private readonly Linear? qkv;
    private readonly Linear? q, k, v;
    private readonly Linear proj;
    private readonly LayerNorm norm2;
    private readonly Linear fc1;
    private readonly Linear fc2;
    private readonly int _heads;

    public EncoderBlock(long width, int heads, bool packed)
        : base(nameof(EncoderBlock))
    {
        _heads = heads;
        norm1 = nn.LayerNorm([width]);
        if (packed)
        {
            qkv = nn.Linear(width, 3 * width);
        }
        else
        {
            q = nn.Linear(width, width);
            k = nn.Linear(width, width);
            v = nn.Linear(width, width);
        }

        proj = nn.Linear(width, width);
        norm2 = nn.LayerNorm([width]);
        fc1 = nn.Linear(width, 4 * width);
        fc2 = nn.Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor x = input.add(Attention(norm1.forward(input)));
        return x.add(fc2.forward(nn.functional.gelu(fc1.forward(norm2.forward(x)))));
    }

    private Tensor Attention(Tensor x)
    {
        Tensor[] parts = qkv is null ? [q!.forward(x), k!.forward(x), v!.forward(x)] : qkv.forward(x).chunk(3, -1);
        (Tensor queries, Tensor keys, Tensor values) = (Heads(parts[0]), Heads(parts[1]), Heads(parts[2]));
        using Scalar scale = Math.Sqrt((double)x.size(2) / _heads);
        Tensor weights = queries.matmul(keys.transpose(-2, -1)).div(scale).softmax(-1); // (batch, heads, tokens, tokens)
        return proj.forward(weights.matmul(values).transpose(1, 2).reshape(x.shape));
    }

    // (batch, tokens, width) → (batch, heads, tokens, width / heads)
    private Tensor Heads(Tensor x) => x.view(x.size(0), x.size(1), _heads, x.size(2) / _heads).transpose(1, 2);
}

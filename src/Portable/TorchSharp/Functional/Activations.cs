using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Op.InPlace("relu_", x) : x.relu();
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Op.InPlace("silu_", x) : Op.Call("silu", x);
            public static Tensor gelu(Tensor x) => Op.Call("gelu", x);
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Op.InPlace("dropout_", input, p, training) : Op.Call("dropout", input, p, training);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Op.Call("one_hot", x, num_classes);

            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor attn_mask = null, double p = 0, bool is_casual = false) =>
                Attention.Fused
                    ? Op.Call("scaled_dot_product_attention", query, key, value, attn_mask, p, is_casual)
                    : Attention.Plain(query, key, value, attn_mask, p, is_casual);
        }
    }
}

/// <summary>Attention for libtorch before 2.0, which has no public operator for it.</summary>
file static class Attention
{
    public static readonly bool Fused = Op.Exists("scaled_dot_product_attention");

    public static torch.Tensor Plain(torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor mask, double p, bool causal)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (causal)
        {
            mask = mask is null
                ? torch.ones(query.size(-2), key.size(-2), dtype: torch.ScalarType.Bool, device: query.device).tril()
                : throw new System.Runtime.InteropServices.ExternalException("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
        }

        torch.Tensor scores = (query / Math.Sqrt(query.size(-1))).matmul(key.transpose(-2, -1));
        if (mask is not null)
        {
            scores = mask.dtype == torch.ScalarType.Bool ? scores.masked_fill(Op.Call("logical_not", mask), double.NegativeInfinity) : scores + mask;
        }

        torch.Tensor weights = torch.nn.functional.dropout(scores.softmax(-1), p, training: p > 0);
        return scope.MoveToOuter(weights.matmul(value));
    }
}

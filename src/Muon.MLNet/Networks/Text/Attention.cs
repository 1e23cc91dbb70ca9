using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>
/// Attention between the tokens of each text (Vaswani et al., arXiv:1706.03762), on matrices of all heads of a batch. What the product of
/// scores gives is masked in place: it is the largest tensor of a block, and no copy of it is made but that of the softmax.
/// </summary>
internal static class Attention
{
    /// <summary>softmax(q kᵀ + mask) v.</summary>
    /// <param name="queries">(batch·heads, length, d), already divided by √d.</param>
    /// <param name="keys">(batch·heads, length, d).</param>
    /// <param name="values">(batch·heads, length, d).</param>
    /// <param name="batch">The masks.</param>
    /// <returns>(batch·length, heads·d).</returns>
    public static Tensor Mix(Tensor queries, Tensor keys, Tensor values, TextBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scores = queries.bmm(keys.transpose(1, 2)).add_(batch.Scores); // (batch·heads, length, length)
        return JoinHeads(scores.softmax(-1).bmm(values), batch).MoveToOuterDisposeScope();
    }

    /// <summary>Brings each head of the rows together.</summary>
    /// <param name="rows">(batch·length, width).</param>
    /// <param name="batch">The size of the batch.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <returns>(batch·heads, length, width / heads).</returns>
    public static Tensor SplitHeads(Tensor rows, TextBatch batch, long heads)
    {
        using DisposeScope scope = NewDisposeScope();
        long d = rows.size(1) / heads;
        return rows.view(batch.Size, batch.Length, heads, d).transpose(1, 2).reshape(batch.Size * heads, batch.Length, d).MoveToOuterDisposeScope();
    }

    private static Tensor JoinHeads(Tensor mixed, TextBatch batch)
    {
        long heads = mixed.size(0) / batch.Size, d = mixed.size(2);
        return mixed.view(batch.Size, heads, batch.Length, d).transpose(1, 2).reshape(batch.Size * batch.Length, heads * d);
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>What all blocks of a network need to know of a batch: its size and which places hold a token. Computed once for a batch.</summary>
/// <param name="Size">The number of texts.</param>
/// <param name="Length">The number of places of each, padding included.</param>
/// <param name="Scores">(batch·heads, 1, length): 0 for a token, <see cref="Hidden"/> for padding; added to the scores of attention.</param>
/// <param name="Shares">(batch, 1, length), float32: 1 / n for each of the n tokens of a text, 0 for padding.</param>
internal sealed record TextBatch(long Size, long Length, Tensor Scores, Tensor Shares)
{
    /// <summary>So low that e^x is 0 next to any score, and finite, so that a text without tokens gives numbers.</summary>
    public const double Hidden = -1e9;

    /// <summary>Makes the masks; they belong to the caller's dispose scope.</summary>
    /// <param name="tokens">(batch, length), int64.</param>
    /// <param name="paddingId">The token id of padding.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="type">The type of the attention.</param>
    public static TextBatch Create(Tensor tokens, int paddingId, int heads, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = tokens.size(0), length = tokens.size(1);
        Tensor isPadding = IsPadding(tokens, paddingId);
        Tensor scores = isPadding.to(type).TimesInPlace(Hidden).reshape(size, 1, length).repeat_interleave(heads, 0); // (batch·heads, 1, length)
        Tensor isToken = isPadding.logical_not().to(ScalarType.Float32);
        Tensor shares = isToken.div(isToken.sum(1, keepdim: true).AtLeastInPlace(1)).reshape(size, 1, length);
        return new TextBatch(size, length, scores.MoveToOuterDisposeScope(), shares.MoveToOuterDisposeScope());
    }

    /// <summary>Which places are padding.</summary>
    /// <param name="tokens">(batch, length), int64.</param>
    /// <param name="paddingId">The token id of padding.</param>
    /// <returns>(batch, length), Boolean.</returns>
    public static Tensor IsPadding(Tensor tokens, int paddingId)
    {
        using Scalar padding = paddingId;
        return tokens.eq(padding);
    }

    /// <summary>The mean over the tokens of each text.</summary>
    /// <param name="states">(batch, length, width), float32.</param>
    /// <returns>(batch, width).</returns>
    public Tensor Average(Tensor states)
    {
        using DisposeScope scope = NewDisposeScope();
        return Shares.bmm(states).squeeze(1).MoveToOuterDisposeScope();
    }
}

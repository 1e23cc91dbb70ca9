using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Text;

/// <summary>
/// A classifier of texts, (batch, 2, length) int64: token ids, and below them the ids of the segments that they belong to. Padding stands
/// at the right end of each text only.
/// </summary>
/// <param name="name">The name of the network.</param>
/// <param name="paddingId">The token id of padding.</param>
/// <param name="maxLength">The largest number of tokens of a text.</param>
internal abstract class TextNetwork(string name, int paddingId, int maxLength) : ClassifierNetwork(name)
{
    /// <summary>Gets the token id of padding.</summary>
    public int PaddingId => paddingId;

    /// <summary>Gets the largest number of tokens of a text, those at its start and end included.</summary>
    public int MaxLength => maxLength;

    /// <summary>Gets the table of tokens: (vocabulary, width).</summary>
    public abstract Embedding Tokens { get; }

    /// <summary>Computes what the first block reads; attributions take the gradient here.</summary>
    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>(batch, length, width), float32.</returns>
    public abstract Tensor Embed(Tensor input);

    /// <summary>Computes the logits from the embedded tokens.</summary>
    /// <param name="embedded">(batch, length, width), float32.</param>
    /// <param name="input">(batch, 2, length), int64: tells which places are padding.</param>
    /// <returns>(batch, classes), float32.</returns>
    public abstract Tensor Classify(Tensor embedded, Tensor input);

    /// <param name="input">(batch, 2, length), int64.</param>
    /// <returns>(batch, classes), float32.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Classify(Embed(input), input).MoveToOuterDisposeScope();
    }

    /// <summary>The token ids of a batch.</summary>
    /// <returns>(batch, length), int64; shares the memory of the input.</returns>
    /// <exception cref="ArgumentException">The input has another shape, no tokens, or longer texts than the network reads.</exception>
    protected Tensor TokensOf(Tensor input)
    {
        long[] shape = input.shape;
        return shape is [_, 2, >= 1] && shape[2] <= maxLength
            ? input.select(1, 0)
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{GetName()} reads (batch, 2, length) with a length of 1 to {maxLength} tokens; this batch is ({string.Join(", ", shape)}). Shorten longer texts."),
                nameof(input));
    }
}

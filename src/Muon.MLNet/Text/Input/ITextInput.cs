using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>Turns texts into what a network reads. Instances do not change and may be used by several threads.</summary>
internal interface ITextInput
{
    /// <summary>Gets what the ids of a text stand for, in the plural.</summary>
    string Unit { get; }

    /// <summary>Encodes a text, or a pair of them. Every text has an encoding; an empty one may have no ids.</summary>
    /// <param name="first">The text.</param>
    /// <param name="second">The second text; empty where there is none.</param>
    EncodedText Encode(ReadOnlySpan<char> first, ReadOnlySpan<char> second);

    /// <summary>Leaves a share of a text out at random, for training.</summary>
    /// <param name="text">The text; it stays as it is.</param>
    /// <param name="rate">The share, from 0 up to, but not including, 1.</param>
    /// <param name="random">Decides what.</param>
    EncodedText Drop(EncodedText text, double rate, Random random);

    /// <summary>Puts texts side by side, filled up with padding to the longest.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="device">Where the tensor is to live.</param>
    /// <returns>int64, with the batch as first dimension.</returns>
    Tensor ToTensor(ReadOnlySpan<EncodedText> texts, Device device);
}

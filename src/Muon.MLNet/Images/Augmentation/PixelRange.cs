using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>The darkest and the lightest value that a pixel of each picture can have.</summary>
/// <param name="Low">(batch or 1, 1, 1, 1).</param>
/// <param name="High">(batch or 1, 1, 1, 1).</param>
internal readonly record struct PixelRange(Tensor Low, Tensor High)
{
    /// <summary>The largest byte.</summary>
    public const float MostByte = 255;

    // Far below what any picture spans, and what a picture of one colour is divided by instead of 0.
    private const double LeastSpan = 1e-30;

    /// <summary>That of bytes is known. Numbers may have any scale: theirs is that of the picture.</summary>
    /// <param name="pictures">(batch, channels, h, w).</param>
    /// <param name="bytes">Whether the pictures were bytes.</param>
    public static PixelRange Of(Tensor pictures, bool bytes) => bytes
        ? new(PerPicture.Column([0]), PerPicture.Column([MostByte]))
        : new(pictures.amin([1, 2, 3], keepdim: true), pictures.amax([1, 2, 3], keepdim: true));

    /// <summary>High − low, above 0.</summary>
    public Tensor Span() => High.sub(Low).AtLeastInPlace(LeastSpan);

    /// <summary>x, brought into the range.</summary>
    public Tensor Clamp(Tensor x) => x.maximum(Low).minimum(High);
}

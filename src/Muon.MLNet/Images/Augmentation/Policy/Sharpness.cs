using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Nearer to the smoothed picture, or farther from it.</summary>
internal sealed class Sharpness : IPictureOperation
{
    private const int Side = 3;

    // The weight of the middle pixel is 5 of 13: the mean of 9 pixels, and 4 more of the middle one.
    private const double OfMean = 9.0 / 13, OfMiddle = 4.0 / 13;

    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range)
    {
        // A mean of neighbours is summed in the same order in any batch; a convolution need not be.
        Tensor mean = functional.avg_pool2d(pictures, Side, stride: 1, padding: Side / 2, count_include_pad: false);
        Tensor smooth = mean.TimesInPlace(OfMean).add_(pictures.Times(OfMiddle));
        return Blend.From(pictures, smooth, strengths, range);
    }
}

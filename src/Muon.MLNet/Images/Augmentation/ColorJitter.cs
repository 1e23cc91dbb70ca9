using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>Random brightness, contrast and saturation, each by a factor from 1 − strength to 1 + strength.</summary>
/// <remarks>
/// One after the other, brightness b scales the picture, contrast c its distance from the mean grey m, saturation s that from its grey
/// g(x): together x' = b·c·s·x + b·c·(1 − s)·g(x) + b·(1 − c)·m. Computed so, it is two passes over the pictures, and what is
/// beyond the range of bytes is cut off once, at the end.
/// </remarks>
internal static class ColorJitter
{
    private const int Factors = 3;

    /// <summary>Draws the factors of brightness, contrast and saturation.</summary>
    public static (double Brightness, double Contrast, double Saturation) Draw(PictureDice dice, double strength) =>
        (1 + dice.UpTo(strength), 1 + dice.UpTo(strength), 1 + dice.UpTo(strength));

    /// <summary>Changes the pictures in place.</summary>
    /// <param name="pictures">(batch, channels, h, w).</param>
    /// <param name="factors">For each picture. Saturation is ignored where there is one channel.</param>
    /// <param name="bytes">Whether values are to stay from 0 to 255.</param>
    public static void Apply(Tensor pictures, IReadOnlyList<(double Brightness, double Contrast, double Saturation)> factors, bool bytes)
    {
        bool colored = pictures.shape[1] > 1;
        float[] numbers = new float[Factors * factors.Count];
        for (int i = 0; i < factors.Count; i++)
        {
            (double brightness, double contrast, double saturation) = factors[i];
            saturation = colored ? saturation : 1;
            numbers[i] = (float)(brightness * contrast * saturation);
            numbers[factors.Count + i] = (float)(brightness * contrast * (1 - saturation));
            numbers[(2 * factors.Count) + i] = (float)(brightness * (1 - contrast));
        }

        Tensor factor = tensor(numbers, [Factors, factors.Count, 1, 1, 1]);
        Tensor grey = Grey.Of(pictures); // (batch, 1, h, w)
        Tensor shift = Grey.Mean(grey).mul_(factor[2]); // (batch, 1, 1, 1)
        pictures = colored
            ? pictures.mul_(factor[0]).add_(grey.mul_(factor[1]).add_(shift))
            : pictures.mul_(factor[0]).add_(shift);
        if (bytes)
        {
            pictures.AtLeastInPlace(0).AtMostInPlace(PixelRange.MostByte);
        }
    }
}

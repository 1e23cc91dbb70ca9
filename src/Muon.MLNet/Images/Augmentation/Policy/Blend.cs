using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Strengthens or weakens what distinguishes a picture from a poorer one (Haeberli and Voorhies, 1994).</summary>
internal static class Blend
{
    private const double MostChange = 0.9;

    /// <summary>poorer + (1 + 0.9·strength)·(pictures − poorer), in range.</summary>
    /// <param name="pictures">(n, channels, h, w).</param>
    /// <param name="poorer">What broadcasts to it.</param>
    /// <param name="strengths">From −1, almost only the poorer one, to 1.</param>
    /// <param name="range">The range of the pixels.</param>
    public static Tensor From(Tensor pictures, Tensor poorer, float[] strengths, PixelRange range)
    {
        Tensor factor = PerPicture.Column(strengths, strength => 1 + (MostChange * strength));
        return range.Clamp(pictures.sub(poorer).mul_(factor).add_(poorer));
    }
}

using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>Mirror images to the last bit, which sampling does not give.</summary>
internal static class PictureMirror
{
    /// <param name="pictures">(batch, channels, h, w).</param>
    /// <param name="mirrors">For each picture, a scale of 1 or −1 in both directions.</param>
    public static Tensor Apply(Tensor pictures, Affine[] mirrors)
    {
        pictures = Flipped(pictures, 3, Array.ConvertAll(mirrors, mirror => mirror.XX < 0));
        return Flipped(pictures, 2, Array.ConvertAll(mirrors, mirror => mirror.YY < 0));
    }

    private static Tensor Flipped(Tensor pictures, long dimension, bool[] wanted) => Array.TrueForAll(wanted, flip => !flip)
        ? pictures
        : where(tensor(wanted, [wanted.Length, 1, 1, 1]), pictures.flip(dimension), pictures);
}

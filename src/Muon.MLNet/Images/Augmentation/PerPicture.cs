using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>One number per picture.</summary>
internal static class PerPicture
{
    /// <returns>(batch, 1, 1, 1).</returns>
    public static Tensor Column(float[] values) => tensor(values, [values.Length, 1, 1, 1]);

    /// <returns>(batch, 1, 1, 1).</returns>
    public static Tensor Column(float[] values, Converter<float, double> convert) => Column(Array.ConvertAll(values, value => (float)convert(value)));
}

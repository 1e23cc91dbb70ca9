namespace Muon.MLNet.Networks;

/// <summary>Mean and reciprocal standard deviation of the training pixels, one value per channel.</summary>
internal sealed record PixelStatistics(float[] Mean, float[] Scale)
{
    private const float White = 255;

    /// <summary>Gets the statistics of ImageNet that torchvision's weights expect, for red, green and blue from 0 to 255.</summary>
    public static PixelStatistics ImageNet => Of([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Gets what timm's weights of vision transformers ("augreg") expect: one half and one half.</summary>
    public static PixelStatistics Halves => Of([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    private static PixelStatistics Of(float[] mean, float[] deviation) =>
        new([.. mean.Select(value => White * value)], [.. deviation.Select(value => 1 / (White * value))]);
}

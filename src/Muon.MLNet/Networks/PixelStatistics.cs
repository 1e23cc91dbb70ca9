namespace Muon.MLNet.Networks;

/// <summary>Mean and reciprocal standard deviation of the training pixels, one value per channel.</summary>
internal sealed record PixelStatistics(float[] Mean, float[] Scale);

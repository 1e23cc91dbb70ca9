namespace Muon.MLNet.Images;

/// <summary>What measured best for the built-in image networks.</summary>
internal static class ImageDefaults
{
    public const double PeakLearningRate = 0.05;
}

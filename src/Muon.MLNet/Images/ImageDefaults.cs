namespace Muon.MLNet.Images;

/// <summary>The settings of the optimizer that measured best for the built-in network.</summary>
internal static class ImageDefaults
{
    public static MuonOptions Muon(int totalSteps) => new();
}
